import { totalmem } from 'node:os';

/** The rest is for the system and whoever else works on the machine. */
const SHARE = 3 / 4;

/** What a process that plays a strategy may hold, in bytes: most of what the machine, or its container, has. */
export function mostMemory(): number {
  return Math.floor(SHARE * Math.min(totalmem(), process.constrainedMemory() || Number.POSITIVE_INFINITY));
}

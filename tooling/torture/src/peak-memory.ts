import { readFileSync } from 'node:fs';

/** The most memory that a process has held, in megabytes, as the system counts it; NaN where it does not tell or has ended. */
export function peakMegabytes(pid: number): number {
  try {
    const kilobytes = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return Number(kilobytes) / 1024;
  } catch {
    return Number.NaN;
  }
}

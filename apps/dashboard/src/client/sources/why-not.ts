import type { FileInfo } from '../api/api-types.ts';
import { capitalised } from '../parts/capitalised.ts';

/** Why a file cannot be read, or is not processed, without its name, which stands beside it. */
export function whyNot({ name, problem, reason }: FileInfo): string {
  const text = problem?.detail ?? reason ?? '';
  return capitalised(text.startsWith(`${name}: `) ? text.slice(name.length + 2) : text);
}

/** Whether there is something to process: snapshots, and not only what was stored of them. */
export function canBeProcessed({ state, reason, instruments }: FileInfo): boolean {
  if (state === 'stored' && reason !== null) return false;
  return instruments.some(({ snapshots }) => snapshots > 0);
}

import { type Stats, statSync } from 'node:fs';

/** No file has such a name, or what links to itself leads to one. */
const NOWHERE: ReadonlySet<unknown> = new Set(['ENAMETOOLONG', 'ELOOP']);

/** What a path leads to; undefined where that is nothing. */
export function statusOf(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch (error) {
    if (error instanceof Error && 'code' in error && NOWHERE.has(error.code)) return undefined;
    throw error;
  }
}

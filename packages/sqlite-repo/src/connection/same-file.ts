import { statSync } from 'node:fs';
import { resolve } from 'node:path';

/** Whether two paths lead to one file, by links too. */
export function isSameFile(one: string, other: string): boolean {
  const [first, second] = [one, other].map((path) => statSync(path, { bigint: true, throwIfNoEntry: false }));
  if (first === undefined || second === undefined) return resolve(one) === resolve(other);
  return first.dev === second.dev && first.ino === second.ino;
}

import { statSync } from 'node:fs';
import { OrderflowError } from '@orderflow/core';
import type { Connection } from './connection.ts';

/** What tells a file from every other, whatever its name; null where there is none. */
export function identityOf(file: string): string | null {
  const stats = statSync(file, { bigint: true, throwIfNoEntry: false });
  return stats === undefined ? null : `${stats.dev} ${stats.ino}`;
}

/**
 * Makes sure that the file that was opened still stands under its name: what is written to another's journal or to a file
 * without a name would be lost.
 * @throws OrderflowError `source-unreadable`
 */
export function checkInPlace({ file, identity }: Connection): void {
  if (identityOf(file) !== identity) throw replacedError(file);
}

/** What to say where another file, or none, stands under the name of one that is open. */
export function replacedError(file: string, cause?: unknown): OrderflowError {
  const advice = 'run again on the file that shall be processed';
  return new OrderflowError('source-unreadable', `${file}: it was moved, removed or replaced meanwhile; ${advice}`, {
    cause,
  });
}

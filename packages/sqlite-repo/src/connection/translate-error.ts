import { OrderflowError, type OrderflowErrorCode } from '@orderflow/core';
import { identityOf, replacedError } from './file-identity.ts';
import { sqliteErrorOf } from './sqlite-error.ts';
import { isCutOffRun, undoCutOffRun } from './unfinished-run.ts';

interface Translation {
  readonly code: OrderflowErrorCode;
  readonly advice: string;
}

const TRANSLATIONS: readonly (readonly [prefix: string, translation: Translation])[] = [
  ['SQLITE_NOTADB', { code: 'source-unreadable', advice: 'this is not a SQLite database; check the path' }],
  [
    'SQLITE_CORRUPT',
    {
      code: 'source-unreadable',
      advice: 'the file is damaged or cut short; take a whole copy, or recover what is there with sqlite3 .recover',
    },
  ],
  [
    'SQLITE_BUSY',
    { code: 'source-locked', advice: 'another program holds a lock; wait for it or end it, then run again' },
  ],
  [
    'SQLITE_LOCKED',
    { code: 'source-locked', advice: 'another program holds a lock; wait for it or end it, then run again' },
  ],
  [
    'SQLITE_READONLY_R',
    {
      code: 'source-read-only',
      advice:
        'a run was cut off while it wrote; to undo that, the file and its folder must be writable: run again then',
    },
  ],
  [
    'SQLITE_READONLY',
    {
      code: 'source-read-only',
      advice: 'the file or its folder cannot be written; write elsewhere with --output FILE',
    },
  ],
  [
    'SQLITE_CANTOPEN',
    {
      code: 'source-unreadable',
      advice: 'the file cannot be opened; check that it is there and may be read, and that its folder may be written',
    },
  ],
  ['SQLITE_PERM', { code: 'source-unreadable', advice: 'permission is denied; check the rights of the file' }],
  [
    'SQLITE_FULL',
    { code: 'storage-full', advice: 'the disk is full; what is committed is kept: free space and run again' },
  ],
  [
    'SQLITE_IOERR',
    {
      code: 'storage-full',
      advice: 'the disk cannot be read or written; what is committed is kept: check its space and health and run again',
    },
  ],
];

const UNEXPECTED: Translation = {
  code: 'broken-invariant',
  advice: 'its tables are not as they were left; compute the metrics anew (--force)',
};

/** How long to wait for another program's lock where nothing is said. */
export const LOCK_TIMEOUT_MS = 10_000;

/** A file for messages, and which one it was when it was opened, where it is open. */
export interface NamedFile {
  readonly file: string;
  readonly identity?: string | null;
}

/**
 * Runs `action` and turns what SQLite throws into an `OrderflowError` that names the file and says what to do. Where it
 * only reads and a run was cut off while it wrote, that is undone first, and `action` is run again.
 */
export function translating<Result>(named: NamedFile, action: () => Result): Result {
  try {
    return action();
  } catch (error) {
    if (!isCutOffRun(error)) throw translateError(named, error);
  }
  try {
    undoCutOffRun(named.file, LOCK_TIMEOUT_MS);
    return action();
  } catch (error) {
    throw translateError(named, error);
  }
}

/** The error of a read that was under way, translated; where a run was cut off meanwhile, that is undone, for the next. */
export function explainRead(named: NamedFile, error: unknown): unknown {
  if (!isCutOffRun(error)) return translateError(named, error);
  try {
    undoCutOffRun(named.file, LOCK_TIMEOUT_MS);
  } catch (reason) {
    return translateError(named, reason);
  }
  const advice = 'what it had not committed is undone now: read again';
  const message = `${named.file}: a run that wrote to the file was cut off; ${advice}`;
  return new OrderflowError('source-locked', message, { cause: error });
}

/** The error as an `OrderflowError` where SQLite threw it; any other error as it is. */
function translateError({ file, identity }: NamedFile, error: unknown): unknown {
  const found = sqliteErrorOf(error);
  if (found === null) return error;
  if (identity !== undefined && identity !== identityOf(file)) return replacedError(file, error);
  const { code, advice } = TRANSLATIONS.find(([prefix]) => found.code.startsWith(prefix))?.[1] ?? UNEXPECTED;
  return new OrderflowError(code, `${file}: ${advice} (SQLite: ${found.message})`, { cause: error });
}

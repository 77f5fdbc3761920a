import { OrderflowError, type OrderflowErrorCode } from '@orderflow/core';
import Database from 'better-sqlite3';

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

/** Runs `action` and turns what SQLite throws into an `OrderflowError` that names the file and says what to do. */
export function translating<Result>(file: string, action: () => Result): Result {
  try {
    return action();
  } catch (error) {
    throw translateError(file, error);
  }
}

/** The error as an `OrderflowError` where SQLite threw it; any other error as it is. Drizzle's wrapper is looked into. */
export function translateError(file: string, error: unknown): unknown {
  const cause = error instanceof Error && !isSqliteError(error) ? error.cause : error;
  if (!isSqliteError(cause)) return error;
  const found = TRANSLATIONS.find(([prefix]) => cause.code.startsWith(prefix));
  const { code, advice } = found?.[1] ?? UNEXPECTED;
  return new OrderflowError(code, `${file}: ${advice} (SQLite: ${cause.message})`, { cause: error });
}

function isSqliteError(error: unknown): error is Error & { readonly code: string } {
  return error instanceof Database.SqliteError;
}

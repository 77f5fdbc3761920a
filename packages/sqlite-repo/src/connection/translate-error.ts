import { OrderflowError, type OrderflowErrorCode } from '@orderflow/core';
import { identityOf, replacedError } from './file-identity.ts';
import { type SqliteError, sqliteErrorOf } from './sqlite-error.ts';
import { isCutOffRun, undoCutOffRun } from './unfinished-run.ts';

interface Translation {
  readonly code: OrderflowErrorCode;
  readonly advice: string;
}

const DAMAGED: Translation = {
  code: 'source-unreadable',
  advice:
    'the file is damaged or cut short; take a whole copy, check its disk, or recover what is there with sqlite3 .recover',
};

const NO_MEMORY: Translation = {
  code: 'out-of-memory',
  advice: 'memory ran out; what is committed is kept: end other programs, or use fewer threads, and run again',
};

const TRANSLATIONS: readonly (readonly [prefix: string, translation: Translation])[] = [
  ['SQLITE_NOTADB', { code: 'source-unreadable', advice: 'this is not a SQLite database; check the path' }],
  ['SQLITE_CORRUPT', DAMAGED],
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
  ['SQLITE_NOMEM', NO_MEMORY],
  ['SQLITE_IOERR_NOMEM', NO_MEMORY],
  [
    'SQLITE_FULL',
    { code: 'storage-full', advice: 'the disk is full; what is committed is kept: free space and run again' },
  ],
  [
    'SQLITE_IOERR_DELETE',
    {
      code: 'source-read-only',
      advice: 'its journal cannot be removed; what is committed is kept: make its folder writable and run again',
    },
  ],
  [
    'SQLITE_IOERR',
    {
      code: 'storage-full',
      advice: 'the disk cannot be read or written; what is committed is kept: check its space and health and run again',
    },
  ],
];

/** What SQLite says that means more than its code. */
const MESSAGES: readonly (readonly [message: RegExp, translation: Translation])[] = [
  [
    /no such table: (main\.)?(book|trades)$/,
    {
      code: 'source-schema',
      advice: 'a table is gone that was there before; check what happened to the file, then run again',
    },
  ],
  [
    /no such table: (main\.)?(metrics|orderflow_\w+)$/,
    {
      code: 'source-schema',
      advice:
        'a table of the metrics is gone that was there before; check what happened to the file, or compute the metrics anew (--force)',
    },
  ],
  // The sorted ids of a table: one that comes twice is in two of its pages.
  [/UNIQUE constraint failed: orderflow_order_/, DAMAGED],
];

/** In journal mode `wal` readers, too, write a file beside it. */
const NEEDS_ITS_FOLDER: Translation = {
  code: 'source-unreadable',
  advice:
    'a file in journal mode wal can be read only where its folder can be written; copy it to such a folder, or set its journal mode to delete',
};

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
  /** Whether it is opened to read only. */
  readonly isReader?: boolean;
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
function translateError({ file, identity, isReader = false }: NamedFile, error: unknown): unknown {
  const found = sqliteErrorOf(error);
  if (found === null) return isClosed(error) ? closedMeanwhile(file, error) : error;
  if (identity !== undefined && identity !== identityOf(file)) return replacedError(file, error);
  const { code, advice } = translationOf(found, isReader);
  return new OrderflowError(code, `${file}: ${advice} (SQLite: ${found.message})`, { cause: error });
}

function isClosed(error: unknown): boolean {
  return error instanceof TypeError && error.message === 'The database connection is not open';
}

function closedMeanwhile(file: string, cause: unknown): OrderflowError {
  const advice = 'close a repository when everybody has read';
  return new OrderflowError('broken-invariant', `${file}: it was closed while it was being read; ${advice}`, { cause });
}

function translationOf({ code, message }: SqliteError, isReader: boolean): Translation {
  if (isReader && code === 'SQLITE_READONLY_DIRECTORY') return NEEDS_ITS_FOLDER;
  const byCode = TRANSLATIONS.find(([prefix]) => code.startsWith(prefix));
  return (byCode ?? MESSAGES.find(([pattern]) => pattern.test(message)))?.[1] ?? UNEXPECTED;
}

/** What to say where a file that was opened to read shall be written. */
export function openedToRead({ file }: NamedFile): OrderflowError {
  return new OrderflowError('source-read-only', `${file}: it was opened to read only`);
}

import { resolve } from 'node:path';
import { compareTimestamps, OrderflowError, parseTimestamp, type TimeRange, type Timestamp } from '@orderflow/core';
import { printable } from '../output/printable.ts';

/** What a command is asked to read. */
export interface SourceRequest {
  /** Files and folders, absolute, as named, each once. */
  readonly paths: readonly string[];
  readonly instrument?: string;
  readonly range?: TimeRange;
}

/** Where the words of a command line are looked up. */
export interface Surroundings {
  readonly cwd: string;
  /** Whether an absolute path exists. */
  readonly exists: (path: string) => boolean;
}

const LOOKS_LIKE_PATH = /[/\\]|\.(db|sqlite3?)$/i;
const STARTS_WITH_DATE = /^\d{4}-\d{2}-\d{2}/;

/**
 * Reads `[INSTRUMENT [START [END]]]` and files from the words of a command line: a word that names an existing path is a
 * source, of the others the first is the instrument. Dates alone may stand without an instrument.
 * @throws OrderflowError `bad-argument` for a word too many, `source-unreadable` for a path that does not exist.
 */
export function parseSourceArguments(
  words: readonly string[],
  data: readonly string[],
  surroundings: Surroundings,
): SourceRequest {
  const paths = data.map((path) => existingPath(path, surroundings));
  const rest: string[] = [];
  for (const word of words) {
    const path = resolve(surroundings.cwd, word);
    if (surroundings.exists(path) || LOOKS_LIKE_PATH.test(word)) paths.push(existingPath(word, surroundings));
    else rest.push(word);
  }
  const instrument = rest[0] !== undefined && !STARTS_WITH_DATE.test(rest[0]) ? rest.shift() : undefined;
  const range = readRange(rest);
  if (paths.length === 0) throw noSource(instrument);
  return { paths: [...new Set(paths)], ...(instrument !== undefined && { instrument }), ...(range && { range }) };
}

function existingPath(path: string, { cwd, exists }: Surroundings): string {
  const absolute = resolve(cwd, path);
  if (exists(absolute)) return absolute;
  throw new OrderflowError('source-unreadable', `there is no file or folder ${printable(path)} in ${printable(cwd)}`);
}

function noSource(instrument: string | undefined): OrderflowError {
  const hint =
    instrument === undefined ? '' : ` (${printable(instrument)} is no path here and is taken for an instrument)`;
  return new OrderflowError('bad-argument', `no data named: give a file, or a folder with --data${hint}`);
}

function readRange(words: readonly string[]): TimeRange | undefined {
  const [startWord, endWord, extra] = words;
  if (startWord === undefined) return undefined;
  if (extra !== undefined) {
    throw new OrderflowError('bad-argument', `${printable(extra)} is one word too many after INSTRUMENT START END`);
  }
  const start = readDate(startWord, 'START');
  if (endWord === undefined) return { start };
  const end = readDate(endWord, 'END');
  if (compareTimestamps(start, end) < 0) return { start, end };
  throw new OrderflowError(
    'bad-argument',
    `the range ${printable(startWord)} to ${printable(endWord)} is empty: END is exclusive and must come after START`,
  );
}

function readDate(word: string, place: string): Timestamp {
  const moment = parseTimestamp(word);
  if (moment !== null) return moment;
  throw new OrderflowError(
    'bad-argument',
    `${place} must be a UTC date such as 2025-07-01, a time such as 2025-07-01T12:30 or epoch digits, not ${printable(word)}`,
  );
}

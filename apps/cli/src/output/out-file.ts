import {
  closeSync,
  createWriteStream,
  existsSync,
  openSync,
  readSync,
  realpathSync,
  renameSync,
  rmSync,
} from 'node:fs';
import type { Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { OrderflowError } from '@orderflow/core';
import { statusOf } from '../sources/status-of.ts';
import { escapeControls } from './printable.ts';

const SQLITE_MAGIC = 'SQLite format 3\0';

/**
 * Makes sure, before long work begins, that `writeOutFile` can write there.
 * @throws OrderflowError `bad-argument` as `writeOutFile` does, and for a folder.
 */
export function checkOutFile(path: string): void {
  refuseWrongTarget(path);
  const partial = partialOf(path);
  try {
    closeSync(openSync(partial, 'a'));
    rmSync(partial);
  } catch (error) {
    throw isSystemError(error) ? writeError(path, error) : error;
  }
}

/**
 * Writes a file whole or not at all: it appears under its name when `write` is done, and not where `write` returns
 * false. An older file is replaced, but never a database.
 * @throws OrderflowError `bad-argument` where the file is a database or cannot be written; `storage-full` where the
 * disk is full.
 */
export async function writeOutFile(path: string, write: (stream: Writable) => Promise<boolean>): Promise<void> {
  refuseWrongTarget(path);
  const partial = partialOf(path);
  try {
    const stream = createWriteStream(partial);
    const closed = finished(stream);
    const [isWhole] = await Promise.all([write(stream).finally(() => stream.end()), closed]);
    if (isWhole) renameSync(partial, targetOf(path));
    else rmSync(partial);
  } catch (error) {
    rmSync(partial, { force: true });
    throw isSystemError(error) ? writeError(path, error) : error;
  }
}

/** The file itself where the path is a link to one, which then stays a link. */
function targetOf(path: string): string {
  return existsSync(path) ? realpathSync(path) : path;
}

function partialOf(path: string): string {
  return `${targetOf(path)}.partial`;
}

function refuseWrongTarget(path: string): void {
  const shown = escapeControls(path);
  const stats = statusOf(path);
  if (stats?.isDirectory()) throw new OrderflowError('bad-argument', `${shown} is a folder: name a file in it`);
  // A device or a pipe would be replaced by a file, or would wait for a reader.
  if (stats?.isFile() === false) {
    throw new OrderflowError(
      'bad-argument',
      `${shown} is no regular file: name another, or leave --out away and redirect the standard output`,
    );
  }
  if (isDatabase(path)) {
    throw new OrderflowError('bad-argument', `${shown} is a database and is not overwritten: name another file`);
  }
}

function isDatabase(path: string): boolean {
  try {
    const file = openSync(path, 'r');
    try {
      const head = Buffer.alloc(SQLITE_MAGIC.length);
      return readSync(file, head, 0, head.length, 0) === head.length && head.toString('latin1') === SQLITE_MAGIC;
    } finally {
      closeSync(file);
    }
  } catch {
    return false;
  }
}

function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'syscall' in error;
}

function writeError(path: string, cause: NodeJS.ErrnoException): OrderflowError {
  const shown = escapeControls(path);
  if (cause.code === 'ENOSPC' || cause.code === 'EFBIG') {
    return new OrderflowError('storage-full', `${shown} cannot be written: the disk is full; make room`, { cause });
  }
  const reason = cause.code ?? cause.message;
  return new OrderflowError(
    'bad-argument',
    `${shown} cannot be written (${reason}): check that its folder exists and that you may write there`,
    { cause },
  );
}

import { closeSync, createWriteStream, openSync, readSync, renameSync, rmSync } from 'node:fs';
import type { Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { OrderflowError } from '@orderflow/core';
import { escapeControls } from './printable.ts';

const SQLITE_MAGIC = 'SQLite format 3\0';

/**
 * Writes a file whole or not at all: it appears under its name when `write` is done, and not where `write` returns
 * false. An older file is replaced, but never a database.
 * @throws OrderflowError `bad-argument` where the file is a database or cannot be written; `storage-full` where the
 * disk is full.
 */
export async function writeOutFile(path: string, write: (stream: Writable) => Promise<boolean>): Promise<void> {
  if (isDatabase(path)) {
    throw new OrderflowError(
      'bad-argument',
      `${escapeControls(path)} is a database and is not overwritten: name another file`,
    );
  }
  const partial = `${path}.partial`;
  try {
    const stream = createWriteStream(partial);
    const closed = finished(stream);
    const [isWhole] = await Promise.all([write(stream).finally(() => stream.end()), closed]);
    if (isWhole) renameSync(partial, path);
    else rmSync(partial);
  } catch (error) {
    rmSync(partial, { force: true });
    throw isSystemError(error) ? writeError(path, error) : error;
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

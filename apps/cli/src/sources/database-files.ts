import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { OrderflowError } from '@orderflow/core';
import { escapeControls } from '../output/printable.ts';
import { statusOf } from './status-of.ts';

const DATABASE = /\.(db|sqlite|sqlite3)$/i;
const naturalOrder = new Intl.Collator('en', { numeric: true });

/** A file that may hold data. */
export interface DatabaseFile {
  /** Absolute path. */
  readonly path: string;
  readonly bytes: number;
  /** Whether it was named itself; else it was found in a folder. */
  readonly named: boolean;
}

/**
 * The files behind `paths`: a file itself, a folder's databases (`*.db`, `*.sqlite`, `*.sqlite3`) in natural order.
 * @throws OrderflowError `source-unreadable` for a path that does not exist, a folder without databases or one that cannot be listed.
 */
export function findDatabaseFiles(paths: readonly string[]): readonly DatabaseFile[] {
  const files = new Map<string, DatabaseFile>();
  for (const file of paths.flatMap(filesAt)) if (!files.has(file.path)) files.set(file.path, file);
  return [...files.values()];
}

function filesAt(path: string): readonly DatabaseFile[] {
  const status = statusOf(path);
  if (status === undefined) {
    throw new OrderflowError(
      'source-unreadable',
      `${escapeControls(path)}: there is no such file or folder; check the path`,
    );
  }
  if (!status.isDirectory()) return [{ path, bytes: status.size, named: true }];
  const names = listFolder(path).filter((name) => DATABASE.test(name));
  const files = names.sort(naturalOrder.compare).flatMap((name) => fileIn(path, name));
  if (files.length > 0) return files;
  throw new OrderflowError(
    'source-unreadable',
    `${escapeControls(path)} holds no database: name a folder with *.db, *.sqlite or *.sqlite3 files, or a file`,
  );
}

function listFolder(path: string): string[] {
  try {
    return readdirSync(path);
  } catch (error) {
    throw cannotList(path, error);
  }
}

function cannotList(path: string, cause: unknown): OrderflowError {
  const message = `the folder ${escapeControls(path)} cannot be listed: check that you may read it`;
  return new OrderflowError('source-unreadable', message, { cause });
}

function fileIn(folder: string, name: string): readonly DatabaseFile[] {
  const path = join(folder, name);
  const status = statusOf(path);
  return status?.isFile() ? [{ path, bytes: status.size, named: false }] : [];
}

import { createHash } from 'node:crypto';
import { readdirSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve, sep } from 'node:path';
import { OrderflowError } from '@orderflow/core';

const DATABASE = /\.(db|sqlite|sqlite3)$/i;
const ID_LENGTH = 16;
const naturalOrder = new Intl.Collator('en', { numeric: true });

/** A file that may hold data. */
export interface FoundFile {
  /** Tells it apart in the API, and says nothing of the machine. */
  readonly id: string;
  /** Absolute path, links resolved. */
  readonly path: string;
  /** The name that people see. */
  readonly name: string;
  readonly bytes: number;
  /** Changes whenever the file does. */
  readonly signature: string;
}

/**
 * The files behind `roots`: a file itself, a folder's databases in natural order. Symbolic links that lead out of a
 * folder are left out, and so is what is gone in the meantime.
 */
export function findFiles(roots: readonly string[]): readonly FoundFile[] {
  const paths = [...new Set(roots.flatMap(pathsAt))];
  const names = shortNames(paths);
  return paths.flatMap((path, index) => describe(path, names[index]!) ?? []);
}

/**
 * Makes sure that there is something to show.
 * @throws OrderflowError `source-unreadable` for a path that does not exist.
 */
export function checkRoots(roots: readonly string[]): void {
  for (const root of roots) {
    if (statSync(root, { throwIfNoEntry: false }) !== undefined) continue;
    throw new OrderflowError('source-unreadable', `${root}: there is no such file or folder; check the path`);
  }
}

/** Whether a path that was found still leads where it says, and not by a link elsewhere. */
export function isInPlace(path: string): boolean {
  return realPath(path) === path;
}

function pathsAt(root: string): readonly string[] {
  const real = realPath(resolve(root));
  const status = real === null ? undefined : statSync(real, { throwIfNoEntry: false });
  if (real === null || status === undefined) return [];
  if (!status.isDirectory()) return [real];
  const names = readdirSync(real).filter((name) => DATABASE.test(name));
  return names.sort(naturalOrder.compare).flatMap((name) => {
    const path = realPath(join(real, name));
    return path?.startsWith(real.endsWith(sep) ? real : real + sep) ? [path] : [];
  });
}

function realPath(path: string): string | null {
  try {
    return realpathSync(path);
  } catch {
    return null;
  }
}

function describe(path: string, name: string): FoundFile | null {
  const status = statSync(path, { throwIfNoEntry: false, bigint: true });
  if (status === undefined || !status.isFile()) return null;
  // A writer in WAL mode leaves the file itself alone for long.
  const log = statSync(`${path}-wal`, { throwIfNoEntry: false, bigint: true });
  // A reader makes an empty one.
  const logParts = log === undefined || log.size === 0n ? [] : [log.size, log.mtimeNs];
  const parts = [status.dev, status.ino, status.size, status.mtimeNs, ...logParts];
  const id = createHash('sha256').update(path).digest('base64url').slice(0, ID_LENGTH);
  return { id, path, name, bytes: Number(status.size), signature: parts.join(' ') };
}

/** The file names of paths; with their folder where two would be the same. */
function shortNames(paths: readonly string[]): readonly string[] {
  const names = paths.map((path) => basename(path));
  return paths.map((path, index) => {
    const name = names[index]!;
    return names.indexOf(name) === names.lastIndexOf(name) ? name : join(basename(dirname(path)), name);
  });
}

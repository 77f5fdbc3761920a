import { createHash } from 'node:crypto';
import { accessSync, type BigIntStats, constants, readdirSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve, sep } from 'node:path';
import { OrderflowError } from '@orderflow/core';

const DATABASE = /\.(db|sqlite|sqlite3)$/i;
const ID_LENGTH = 16;
const naturalOrder = new Intl.Collator('en', { numeric: true });

/** A file that may hold data, or a folder that nobody may look into: it is listed with its trouble. */
export interface FoundFile {
  /** Tells it apart in the API, and says nothing of the machine. */
  readonly id: string;
  /** Absolute path, links resolved. */
  readonly path: string;
  /** The name that people see. */
  readonly name: string;
  readonly bytes: number;
  /** Whether it is a folder, which then cannot be read. */
  readonly isFolder: boolean;
  /** Changes whenever the file does. */
  readonly signature: string;
}

/**
 * The files behind `roots`: a file itself, a folder's databases in natural order. Symbolic links that lead out of a
 * folder are left out, and so is what is gone in the meantime. A folder that cannot be read stands for itself.
 */
export function findFiles(roots: readonly string[]): readonly FoundFile[] {
  const places = new Map(roots.flatMap(placesAt).map((place) => [place.path, place]));
  const names = shortNames([...places.keys()]);
  return [...places.values()].flatMap((place, index) => describe(place, names[index]!) ?? []);
}

/**
 * Makes sure that there is something to show.
 * @throws OrderflowError `source-unreadable` for a path that does not exist, or that nobody lets us to.
 */
export function checkRoots(roots: readonly string[]): void {
  for (const root of roots) {
    if (statusOf(root) !== undefined) continue;
    throw new OrderflowError('source-unreadable', `${root}: there is no such file or folder; check the path`);
  }
}

/** Whether a path that was found still leads where it says, and not by a link elsewhere. */
export function isInPlace(path: string): boolean {
  return realPath(path) === path;
}

interface Place {
  readonly path: string;
  readonly isFolder: boolean;
}

function placesAt(root: string): readonly Place[] {
  const real = realPath(resolve(root));
  const status = real === null ? undefined : statusOf(real);
  if (real === null || status === undefined) return [];
  if (!status.isDirectory()) return [{ path: real, isFolder: false }];
  const names = namesIn(real);
  if (names === null) return [{ path: real, isFolder: true }];
  return names.flatMap((name) => {
    const path = realPath(join(real, name));
    return path?.startsWith(real.endsWith(sep) ? real : real + sep) ? [{ path, isFolder: false }] : [];
  });
}

/** The databases in a folder, in natural order; null where it cannot be read. */
function namesIn(folder: string): readonly string[] | null {
  try {
    accessSync(folder, constants.R_OK | constants.X_OK);
    return readdirSync(folder)
      .filter((name) => DATABASE.test(name))
      .sort(naturalOrder.compare);
  } catch {
    return null;
  }
}

/** What the system says of a path; undefined where it is not there, or may not be asked for. */
function statusOf(path: string): BigIntStats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false, bigint: true });
  } catch {
    return undefined;
  }
}

function realPath(path: string): string | null {
  try {
    return realpathSync(path);
  } catch {
    return null;
  }
}

function describe({ path, isFolder }: Place, name: string): FoundFile | null {
  const status = statusOf(path);
  if (status === undefined || !(isFolder || status.isFile())) return null;
  // A writer in WAL mode leaves the file itself alone for long.
  const log = statusOf(`${path}-wal`);
  // A reader makes an empty one.
  const logParts = log === undefined || log.size === 0n ? [] : [log.size, log.mtimeNs];
  const parts = [status.dev, status.ino, status.size, status.mtimeNs, ...logParts];
  const id = createHash('sha256').update(path).digest('base64url').slice(0, ID_LENGTH);
  const bytes = isFolder ? 0 : Number(status.size);
  return { id, path, name, bytes, isFolder, signature: parts.join(' ') };
}

/** The file names of paths; with their folder where two would be the same. */
function shortNames(paths: readonly string[]): readonly string[] {
  const names = paths.map((path) => basename(path));
  return paths.map((path, index) => {
    const name = names[index]!;
    return names.indexOf(name) === names.lastIndexOf(name) ? name : join(basename(dirname(path)), name);
  });
}

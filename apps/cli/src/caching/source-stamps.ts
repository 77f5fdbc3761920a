import { realpathSync, statSync } from 'node:fs';

/** What tells whether a file was changed since: nobody can set the time of its last change. */
interface FileStamp {
  readonly path: string;
  readonly size: string;
  readonly changed: string;
}

/** Stamps of source files and of the logs in which SQLite keeps what is not in them yet. */
export function stampsOf(paths: readonly string[]): readonly FileStamp[] {
  return paths.flatMap((path) => {
    const real = realpathSync(path);
    return [real, `${real}-wal`, `${real}-journal`].flatMap(stampOf);
  });
}

function stampOf(path: string): readonly FileStamp[] {
  const stats = statSync(path, { bigint: true, throwIfNoEntry: false });
  // An empty log comes and goes with its readers.
  if (stats === undefined || stats.size === 0n) return [];
  return [{ path, size: String(stats.size), changed: `${stats.ino} ${stats.mtimeNs} ${stats.ctimeNs}` }];
}

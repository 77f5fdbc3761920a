import { basename, dirname, join } from 'node:path';

/** The file names of paths; with their folder where two would be the same. */
export function shortNames(paths: readonly string[]): readonly string[] {
  const names = paths.map((path) => basename(path));
  return paths.map((path, index) => {
    const name = names[index]!;
    return names.indexOf(name) === names.lastIndexOf(name) ? name : join(basename(dirname(path)), name);
  });
}

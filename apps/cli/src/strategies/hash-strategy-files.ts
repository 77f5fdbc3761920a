import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';

/** What a module imports by a relative path that is written out. */
const IMPORT = /\b(?:from|import)\s*\(?\s*(?<quote>['"])(?<path>\.{1,2}\/[^'"\n]+)\k<quote>/g;

/**
 * A hash, hexadecimal, of a strategy file and of all files that it imports by paths that are written out, wherever the
 * folder lies. The file must exist; what it imports may not, which loading it will tell.
 */
export function hashStrategyFiles(file: string): string {
  const hash = createHash('sha256');
  for (const [path, text] of [...collect(file)].sort(([one], [other]) => (one < other ? -1 : 1))) {
    hash.update(`${path.length} ${path} ${text.length}\n`).update(text);
  }
  return hash.digest('hex');
}

/** The texts of a file and of what it imports, by their paths from its folder. */
function collect(entry: string): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  const folder = dirname(entry);
  const waiting = [entry];
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    const path = relative(folder, file);
    const text = texts.has(path) ? null : read(file);
    if (text === null) continue;
    texts.set(path, text);
    for (const { groups } of text.matchAll(IMPORT)) waiting.push(resolve(dirname(file), groups?.path ?? ''));
  }
  return texts;
}

function read(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}

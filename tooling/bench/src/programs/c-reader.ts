import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { FILE, type Program } from './program.ts';

const SOURCE = fileURLToPath(new URL('c-reader.c', import.meta.url));

/** Compiles the C reader into a folder; null where there is no C compiler, or no libsqlite3 for it. */
export function compileCReader(folder: string): Program | null {
  const command = join(folder, 'c-reader');
  try {
    execFileSync('cc', ['-O3', '-march=native', SOURCE, '-lsqlite3', '-lm', '-o', command], { stdio: 'pipe' });
  } catch {
    return null;
  }
  return { name: 'C reader', command, args: [FILE], stores: false };
}

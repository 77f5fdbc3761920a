import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { FILE, nodeProgram, type Program } from './program.ts';

/** A program against which ours are measured; in its stead the reason why this machine has none. */
export interface Baseline {
  readonly name: string;
  readonly program: Program | null;
  readonly reason: string;
}

/** The C reader, compiled into a folder. */
export function cReader(folder: string): Baseline {
  const command = join(folder, 'c-reader');
  const source = join(import.meta.dirname, 'c-reader.c');
  const isThere = succeeds('cc', ['-O3', '-march=native', source, '-lsqlite3', '-lm', '-o', command]);
  const program = isThere ? { name: 'C reader', command, args: [FILE], stores: false } : null;
  return { name: 'C', program, reason: 'C reader: no C compiler with libsqlite3' };
}

/** Node's loop with `JSON.parse`. */
export function naiveNode(): Baseline {
  return { name: 'JSON.parse', program: nodeProgram('naive JSON.parse', 'naive-child.ts'), reason: '' };
}

/** The same loop in Python's standard library. */
export function naivePython(): Baseline {
  const isThere = succeeds('python3', ['-c', 'import json, sqlite3']);
  const args = [join(import.meta.dirname, 'naive.py'), FILE];
  const program = isThere ? { name: 'naive Python', command: 'python3', args, stores: false } : null;
  return { name: 'Python', program, reason: 'naive Python: no python3 with sqlite3' };
}

function succeeds(command: string, args: readonly string[]): boolean {
  try {
    execFileSync(command, args, { stdio: 'pipe' });
    return true;
  } catch {
    return false;
  }
}

import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { newPath } from '../support/files.ts';

const PACKAGE = new URL('../../', import.meta.url);

it('levels.wasm is what the compiler makes of levels.ts', { timeout: 60_000 }, () => {
  const { scripts } = JSON.parse(readFileSync(new URL('package.json', PACKAGE), 'utf8'));
  const committed = 'assembly/levels.wasm';
  const compiled = newPath('.wasm');
  const [tool, ...words] = String(scripts.kernel).split(' ');
  expect(tool).toBe('asc');
  expect(words).toContain(committed);
  const asc = new URL(import.meta.resolve('assemblyscript/bin/asc.js')).pathname;
  const parameters = words.map((word) => (word === committed ? compiled : word));
  execFileSync(process.execPath, [asc, ...parameters], { cwd: PACKAGE, stdio: 'pipe' });
  expect(readFileSync(compiled).equals(readFileSync(new URL(committed, PACKAGE)))).toBe(true);
});

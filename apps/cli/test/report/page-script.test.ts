import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';
import { expect, it } from 'vitest';
import { readPageScript } from '../../src/report/page-script.ts';
import { temporaryFolder } from '../run-command.ts';

const folder = temporaryFolder();

it('reads the built script, in which nothing ends an element', () => {
  const script = readPageScript() ?? '';
  expect(script.length).toBeGreaterThan(50_000);
  expect(script).not.toMatch(/<\/script|<!--|<script/i);
});

it('writes what would end an element, or begin a comment, so that it means the same', () => {
  const path = join(folder, 'script.js');
  writeFileSync(path, 'globalThis.said = ["</script>", "<!--", `<SCRIPT>`, 1 < 2];');
  const script = readPageScript(path) ?? '';
  expect(script).not.toMatch(/<\/script|<!--|<script/i);
  expect(runInNewContext(`${script}JSON.stringify(said)`)).toBe('["</script>","<!--","<SCRIPT>",true]');
});

it('carries the licences of what the script contains', () => {
  expect(readPageScript()).toMatch(/^\/\*\n# Licenses.*solid-js.*uplot.*Permission is hereby granted.*\*\//is);
  const path = join(folder, 'licensed.js');
  writeFileSync(path, 'said = 1;');
  writeFileSync(join(folder, 'licensed.licences.txt'), 'nothing */ said = 2;\n');
  expect(runInNewContext(`let said;${readPageScript(path)}said`)).toBe(1);
});

it('is nothing where it is not built', () => {
  expect(readPageScript(join(folder, 'nowhere.js'))).toBeNull();
});

import { cpSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { hashStrategyFiles } from '../../src/strategies/hash-strategy-files.ts';
import { temporaryFolder } from '../run-command.ts';

const FILES = {
  'own.ts': `import { SIZE } from './parts/size.ts';\nexport * from "./parts/rule.ts";\nexport const strategy = SIZE;`,
  'parts/size.ts': `export const SIZE = 1; // see own.ts, which imports this\nconst later = () => import('./late.ts');`,
  'parts/rule.ts': `import '../own.ts';\nimport { x } from '@orderflow/core';`,
  'parts/late.ts': 'export const LATE = 1;',
  'other.ts': 'export const OTHER = 1;',
};

function write(folder: string, changes: Readonly<Record<string, string>> = {}): string {
  mkdirSync(join(folder, 'parts'), { recursive: true });
  for (const [name, text] of Object.entries({ ...FILES, ...changes })) writeFileSync(join(folder, name), text);
  return join(folder, 'own.ts');
}

describe('the hash of a strategy file', () => {
  const folder = temporaryFolder();
  const hash = hashStrategyFiles(write(join(folder, 'one')));

  it('is the same in another folder', () => {
    expect(hash).toMatch(/^[0-9a-f]{64}$/);
    cpSync(join(folder, 'one'), join(folder, 'two'), { recursive: true });
    expect(hashStrategyFiles(join(folder, 'two/own.ts'))).toBe(hash);
  });

  it.each(['own.ts', 'parts/size.ts', 'parts/rule.ts', 'parts/late.ts'])('is another where %s changes', (name) => {
    const changed = { [name]: `${FILES[name as keyof typeof FILES]}\n` };
    expect(hashStrategyFiles(write(join(folder, 'changed'), changed))).not.toBe(hash);
  });

  it('does not hang on files that it does not import', () => {
    expect(hashStrategyFiles(write(join(folder, 'unused'), { 'other.ts': 'export {};' }))).toBe(hash);
  });

  it('is another where an import is gone', () => {
    write(join(folder, 'gone'));
    renameSync(join(folder, 'gone/parts/late.ts'), join(folder, 'gone/parts/gone.ts'));
    expect(hashStrategyFiles(join(folder, 'gone/own.ts'))).not.toBe(hash);
  });
});

import { beforeAll, describe, expect, it } from 'vitest';
import { plantedWorkspace } from './planted-workspace.ts';

const BUILD_TIMEOUT_MS = 300_000;

const workspace = plantedWorkspace();

function expectError(code: string, path: string, text: string): void {
  workspace.plant(path, text);
  const { exitCode, output } = workspace.run('tsc', ['-b']);
  expect(output).toContain(code);
  expect(output).toContain(path);
  expect(exitCode).not.toBe(0);
}

beforeAll(() => {
  expect(workspace.run('tsc', ['-b'])).toEqual({ exitCode: 0, output: '' });
}, BUILD_TIMEOUT_MS);

describe('in core, the compiler', () => {
  const path = 'packages/core/src/planted.ts';

  it('rejects a Node module', () => {
    expectError('TS2591', path, "export { readFileSync } from 'node:fs';\n");
  });

  it.each(['process.argv', 'Buffer.alloc(1)', 'setTimeout'])('rejects the Node global %s', (expression) => {
    expectError('error TS', path, `export const planted = ${expression};\n`);
  });

  it.each(['document.title', 'window', 'fetch', 'console', 'localStorage'])('rejects the global %s', (expression) => {
    expectError('error TS', path, `export const planted = ${expression};\n`);
  });

  it('rejects an upward import', () => {
    expectError('TS2307', path, "export { planted } from '@orderflow/sqlite-repo';\n");
  });

  it('rejects an upward import by path', () => {
    expectError('error TS', path, "export { planted } from '../../sqlite-repo/src/index.ts';\n");
  });

  it('rejects syntax that cannot be erased', () => {
    expectError('TS1294', path, 'export enum Side {\n  Buy = 1,\n}\n');
  });
});

describe('between packages, the compiler', () => {
  const path = 'packages/strategies/src/planted.ts';

  it('rejects a sideways import', () => {
    expectError('TS2307', path, "export { planted } from '@orderflow/sqlite-repo';\n");
  });

  it('rejects a deep import', () => {
    expectError('TS2307', path, "export { OrderflowError } from '@orderflow/core/src/errors.ts';\n");
  });
});

describe('the types of tests', () => {
  const path = 'test/planted.test.ts';

  it.each(['packages/core', 'packages/sqlite-repo', 'packages/strategies', 'apps/cli'])(
    'are checked in %s',
    (folder) => {
      workspace.plant(`${folder}/${path}`, "export const planted: number = 'one';\n");
      const { exitCode, output } = workspace.run('tsc', ['-p', 'tsconfig.test.json'], folder);
      expect(output).toContain('TS2322');
      expect(output).toContain(path);
      expect(exitCode).not.toBe(0);
    },
  );
});

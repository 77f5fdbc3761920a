import { describe, expect, it } from 'vitest';
import { plantedWorkspace } from './planted-workspace.ts';

const workspace = plantedWorkspace();

const CORE = 'packages/core/src/planted.ts';
const CORE_PARTNER = 'packages/core/src/planted-partner.ts';
const SQLITE_REPO = 'packages/sqlite-repo/src/planted.ts';

function lint(...paths: readonly string[]) {
  return workspace.run('biome', ['ci', '--error-on-warnings', '--max-diagnostics=none', ...paths]);
}

function expectRule(rule: string, path: string, text: string): void {
  workspace.plant(path, text);
  const { exitCode, output } = lint(path);
  expect(output).toContain(rule);
  expect(output).toContain(path);
  expect(exitCode).toBe(1);
}

it('passes the workspace as it stands', () => {
  expect(lint('.')).toMatchObject({ exitCode: 0 });
});

describe('in core, the linter', () => {
  it.each([
    'export const time = Date.now();',
    "export const time = Date['now']();",
    'export const { now } = Date;',
    'const Clock = Date;\nexport const time = Clock.now();',
    'export const time = new Date();',
    'export const time = new Date(Date.now());',
    'export const time = Date();',
    'export const time = performance.now();',
    'export const time = new globalThis.Date();',
    'export const chance = Math.random();',
    "export const chance = Math['random']();",
    'export const { random } = Math;',
    'const Chance = Math;\nexport const chance = Chance.random();',
    'export const chances = [1].map(Math.random);',
    'export const id = crypto.randomUUID();',
  ])('finds clock or randomness in %j', (text) => {
    expectRule('core has no clock and no randomness', CORE, `${text}\n`);
  });

  it.each([
    'export const year = (time: number): number => new Date(time).getUTCFullYear();',
    'export const time = Date.UTC(2025, 6, 1);',
    "export const time = Date.parse('2025-07-01T00:00:00Z');",
    'export const larger = (a: number, b: number): number => Math.max(a, Math.floor(b));',
  ])('lets %j pass', (text) => {
    workspace.plant(CORE, `${text}\n`);
    expect(lint(CORE)).toMatchObject({ exitCode: 0 });
  });

  it('finds a Node module', () => {
    expectRule('lint/correctness/noNodejsModules', CORE, "export { readFileSync } from 'node:fs';\n");
  });
});

describe('outside core, the linter', () => {
  it('lets a clock pass', () => {
    workspace.plant(SQLITE_REPO, 'export const time = Date.now();\n');
    expect(lint(SQLITE_REPO)).toMatchObject({ exitCode: 0 });
  });

  it.each(['packages/strategies', 'packages/backtest', 'packages/viz-web'])('finds a Node module in %s', (folder) => {
    expectRule('lint/correctness/noNodejsModules', `${folder}/src/planted.ts`, "export { sep } from 'node:path';\n");
  });
});

describe('across packages, the linter', () => {
  it.each(['@orderflow/core/src/errors.ts', '@orderflow/core/dist/errors.js', '@orderflow/strategies/src/index.ts'])(
    'finds the deep import of %s',
    (specifier) => {
      expectRule('Import another package by its name', SQLITE_REPO, `export { planted } from '${specifier}';\n`);
    },
  );

  it('finds an import that the manifest does not declare', () => {
    expectRule('lint/correctness/noUndeclaredDependencies', SQLITE_REPO, "export { planted } from 'left-pad';\n");
  });

  it('finds a development dependency in shipped sources', () => {
    expectRule('lint/correctness/noUndeclaredDependencies', SQLITE_REPO, "export { assert } from 'vitest';\n");
  });
});

describe('everywhere, the linter', () => {
  it('finds a circular import', () => {
    workspace.plant(
      CORE_PARTNER,
      "import { one } from './planted.ts';\n\nexport const two = (): number => one() + 1;\n",
    );
    expectRule(
      'lint/suspicious/noImportCycles',
      CORE,
      "import { two } from './planted-partner.ts';\n\nexport const one = (): number => two() - 1;\n",
    );
  });

  it.each([
    ['lint/style/noDefaultExport', 'export default 1;'],
    ['lint/suspicious/noExplicitAny', 'export const parse = (text: string): any => text;'],
    ['lint/suspicious/noConsole', "console.log('here');"],
    ['lint/suspicious/noTsIgnore', '// @ts-ignore\nexport const one: number = 1;'],
    ['lint/performance/noReExportAll', "export * from './planted-partner.ts';"],
    ['lint/correctness/useImportExtensions', "export { planted } from './planted-partner';"],
    [
      'lint/style/useImportType',
      "import { Trade } from '@orderflow/core';\n\nexport const sizeOf = (trade: Trade): number => trade.size;",
    ],
    [
      'lint/nursery/noFloatingPromises',
      'async function load(): Promise<void> {}\n\nexport function start(): void {\n  load();\n}',
    ],
    ['lint/style/noEnum', 'export enum Side {\n  Buy = 1,\n}'],
    ['format', 'export  const one = "1"'],
  ])('applies %s', (rule, text) => {
    workspace.plant('packages/sqlite-repo/src/planted-partner.ts', 'export const planted = 1;\n');
    expectRule(rule, SQLITE_REPO, `${text}\n`);
  });

  it.each([
    ['lint/suspicious/noFocusedTests', 'it.only'],
    ['lint/suspicious/noSkippedTests', 'it.skip'],
  ])('applies %s to tests', (rule, it) => {
    expectRule(
      rule,
      'packages/sqlite-repo/test/planted.test.ts',
      `import { expect, it } from 'vitest';\n\n${it}('adds', () => {\n  expect(1 + 1).toBe(2);\n});\n`,
    );
  });

  it('finds a file name that is not kebab-case', () => {
    const path = 'packages/core/src/plantedFile.ts';
    expectRule('lint/style/useFilenamingConvention', path, 'export const planted = 1;\n');
  });

  it('finds a file of more than 250 lines', () => {
    const lines = Array.from({ length: 251 }, (_, index) => `export const planted${index} = ${index};\n`);
    expectRule('lint/style/noExcessiveLinesPerFile', CORE, lines.join(''));
  });

  it('finds a function of more than 30 lines', () => {
    const lines = Array.from({ length: 31 }, (_, index) => `  numbers.push(${index});\n`);
    const text = `export function planted(numbers: number[]): void {\n${lines.join('')}}\n`;
    expectRule('lint/complexity/noExcessiveLinesPerFunction', CORE, text);
  });

  it('lets a configuration file export a default', () => {
    workspace.plant('packages/core/planted.config.ts', 'export default {};\n');
    expect(lint('packages/core/planted.config.ts')).toMatchObject({ exitCode: 0 });
  });
});

import { beforeAll, describe, expect, it } from 'vitest';
import { plantedWorkspace } from './planted-workspace.ts';

const LINT_TIMEOUT_MS = 300_000;
const CLOCKLESS = 'core has no clock and no randomness';
const BY_NAME = 'Import another package by its name';
const UNDECLARED = 'lint/correctness/noUndeclaredDependencies';

const workspace = plantedWorkspace();

/** A file and what the linter must say of it; nothing where that is null. */
interface Planted {
  readonly path: string;
  readonly text: string;
  readonly finding: string | null;
}

/** Files in one folder, each with a text of its own and all with the same finding. */
function plantedFiles(folder: string, finding: string | null, ...texts: readonly string[]): readonly Planted[] {
  return texts.map((text, index) => ({
    path: `${folder}/planted-${finding?.toLowerCase().replaceAll(/\W+/g, '-') ?? 'fine'}-${index}.ts`,
    text: `${text}\n`,
    finding,
  }));
}

const inCore = (finding: string | null, ...texts: readonly string[]) =>
  plantedFiles('packages/core/src', finding, ...texts);
const inSqliteRepo = (finding: string | null, ...texts: readonly string[]) =>
  plantedFiles('packages/sqlite-repo/src', finding, ...texts);
const inTests = (finding: string | null, ...texts: readonly string[]) =>
  plantedFiles('packages/core/test', finding, ...texts);

const lines = (count: number, line: (index: number) => string) =>
  Array.from({ length: count }, (_, i) => line(i)).join('\n');

const PLANTED: readonly Planted[] = [
  ...inCore(
    CLOCKLESS,
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
  ),
  ...inCore(
    null,
    'export const year = (time: number): number => new Date(time).getUTCFullYear();',
    'export const time = Date.UTC(2025, 6, 1);',
    "export const time = Date.parse('2025-07-01T00:00:00Z');",
    'export const larger = (a: number, b: number): number => Math.max(a, Math.floor(b));',
  ),
  ...inSqliteRepo(null, 'export const time = Date.now();', "export { sep } from 'node:path';"),
  ...['core', 'strategies', 'backtest', 'viz-web'].flatMap((name) =>
    plantedFiles(`packages/${name}/src`, 'lint/correctness/noNodejsModules', "export { sep } from 'node:path';"),
  ),
  ...inSqliteRepo(
    BY_NAME,
    "export { planted } from '@orderflow/core/src/errors.ts';",
    "export { planted } from '@orderflow/core/dist/errors.js';",
    "export { planted } from '@orderflow/strategies/src/index.ts';",
  ),
  ...inSqliteRepo(UNDECLARED, "export { planted } from 'left-pad';", "export { assert } from 'vitest';"),
  ...inCore(UNDECLARED, "export { planted } from '@orderflow/sqlite-repo';"),
  ...inTests(null, "export { assert } from 'vitest';"),
  {
    path: 'packages/core/src/planted-one.ts',
    text: "import { two } from './planted-two.ts';\n\nexport const one = (): number => two() - 1;\n",
    finding: 'lint/suspicious/noImportCycles',
  },
  {
    path: 'packages/core/src/planted-two.ts',
    text: "import { one } from './planted-one.ts';\n\nexport const two = (): number => one() + 1;\n",
    finding: 'lint/suspicious/noImportCycles',
  },
  ...inCore('lint/style/noDefaultExport', 'export default 1;'),
  ...inCore('lint/suspicious/noExplicitAny', 'export const parse = (text: string): any => text;'),
  ...inCore('lint/suspicious/noConsole', "console.log('here');"),
  ...inCore('lint/suspicious/noTsIgnore', '// @ts-ignore\nexport const one: number = 1;'),
  ...inCore('lint/performance/noReExportAll', "export * from './errors.ts';"),
  ...inCore('lint/correctness/useImportExtensions', "export { OrderflowError } from './errors';"),
  ...inCore('lint/style/noEnum', 'export enum Side {\n  Buy = 1,\n}'),
  ...inCore(
    'lint/style/useImportType',
    "import { Trade } from './models/trade.ts';\n\nexport const sizeOf = (trade: Trade): number => trade.size;",
  ),
  ...inCore(
    'lint/nursery/noFloatingPromises',
    'async function load(): Promise<void> {}\n\nexport function start(): void {\n  load();\n}',
  ),
  ...inCore('format', 'export  const one = "1"'),
  ...inCore(
    'lint/style/noExcessiveLinesPerFile',
    lines(251, (index) => `export const planted${index} = ${index};`),
  ),
  ...inCore(
    'lint/complexity/noExcessiveLinesPerFunction',
    `export function planted(numbers: number[]): void {\n${lines(31, (index) => `  numbers.push(${index});`)}\n}`,
  ),
  ...['only', 'skip'].flatMap((word) =>
    inTests(
      word === 'only' ? 'lint/suspicious/noFocusedTests' : 'lint/suspicious/noSkippedTests',
      `import { expect, it } from 'vitest';\n\nit.${word}('adds', () => {\n  expect(1 + 1).toBe(2);\n});`,
    ),
  ),
  {
    path: 'packages/core/src/plantedFile.ts',
    text: 'export const planted = 1;\n',
    finding: 'lint/style/useFilenamingConvention',
  },
  { path: 'packages/core/planted.config.ts', text: 'export default {};\n', finding: null },
];

function lint() {
  return workspace.run('biome', ['ci', '--error-on-warnings', '--max-diagnostics=none', '--reporter=github', '.']);
}

it('passes the workspace as it stands', { timeout: LINT_TIMEOUT_MS }, () => {
  const { exitCode, output } = lint();
  expect(exitCode, output).toBe(0);
});

describe('the linter', () => {
  let findings: readonly string[];

  beforeAll(() => {
    for (const { path, text } of PLANTED) workspace.plant(path, text);
    const { exitCode, output } = lint();
    expect(exitCode).toBe(1);
    findings = output.split('\n').filter((line) => line.startsWith('::error'));
  }, LINT_TIMEOUT_MS);

  const violations = PLANTED.filter(({ finding }) => finding !== null);
  it.each(violations.map((planted) => [planted.finding, beginning(planted), planted] as const))(
    'says %s of %s',
    (finding, _, { path }) => {
      expect(findingsIn(path).join('\n')).toContain(finding);
    },
  );

  const fine = PLANTED.filter(({ finding }) => finding === null);
  it.each(fine.map((planted) => [beginning(planted), planted] as const))('lets %s pass', (_, { path }) => {
    expect(findingsIn(path)).toEqual([]);
  });

  function findingsIn(path: string): readonly string[] {
    return findings.filter((line) => line.includes(`${path},`));
  }
});

function beginning({ text }: Planted): string {
  return text.split('\n', 1).join('');
}

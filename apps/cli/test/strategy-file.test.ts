import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const RUNNER = fileURLToPath(new URL('support/run-strategy-file.ts', import.meta.url));

const METHODS = "onBooktick() {}, finish: () => ({ strategy: 'mine', summaries: [], alerts: [] })";

/** Files of a folder that is far from any node_modules; those that start with `module/` lie in an ES module folder. */
const FILES: Readonly<Record<string, string>> = {
  'package.json': '{ "type": "commonjs" }',
  'module/package.json': '{ "type": "module" }',
  'object.ts': `import type { Strategy } from '@orderflow/core';
export const strategy: Strategy = { name: 'mine', reads: 'metrics', ${METHODS} };`,
  'module/object.ts': `export const strategy = { name: 'mine', ${METHODS} };`,
  'module/plain.js': `export const strategy = { name: 'mine', ${METHODS} };`,
  'class.ts': `import { type Configuration, OrderflowError, type Strategy } from '@orderflow/core';
import { DefaultStrategy } from '@orderflow/strategies';
export class strategy extends DefaultStrategy {
  readonly batchSize: number;
  constructor(configuration: Configuration) { super(configuration); this.batchSize = configuration.batchSize; }
  override finish() {
    const figures = { batchSize: this.batchSize, known: new OrderflowError('bad-row', 'x').code };
    return { strategy: 'mine', summaries: [{ instrument: 'BTCUSDT', figures }], alerts: [] };
  }
}`,
  'factory.ts': `import { rules } from './shared/rules.ts';
export const strategy = async ({ batchSize }: { batchSize: number }) => ({
  name: 'mine',
  onBooktick() {},
  finish: () => ({ strategy: 'mine', summaries: [{ instrument: 'BTCUSDT', figures: { batchSize, rules } }], alerts: [] }),
});`,
  'shared/rules.ts': `import { DEFAULT_CONFIGURATION } from '@orderflow/core';
export const rules: number = DEFAULT_CONFIGURATION.logFrequency;`,
  'notes.txt': 'strategy',
  'no-export.ts': 'export const Strategy = 1;\nexport const other = 2;',
  'nothing.ts': 'interface Nothing {}',
  'number.ts': '\nexport const strategy = 42;',
  'nameless.ts': `export const strategy = { ${METHODS} };`,
  'no-finish.ts': "export const strategy = { name: 'mine', onBooktick() {} };",
  'no-onbooktick.ts': "export const strategy = () => ({ name: 'mine', finish() {} });",
  'reads.ts': `export const strategy = { name: 'mine', reads: 'trades', ${METHODS} };`,
  'ids.ts': `export const strategy = { name: 'mine', withTradeIds: 1, ${METHODS} };`,
  'syntax.ts': `export const strategy = {\n  name: 'mine',\n  reads: = 2,\n};`,
  'syntax.mjs': 'export const strategy = {\n  a: = 1,\n};',
  'declared-twice.ts': 'const depth: number = 5;\n\nconst depth: number = 6;\nexport const strategy = depth;',
  'enum.ts': `enum Side { Buy }\nexport const strategy = { name: 'mine', ${METHODS} };`,
  'parameter-property.ts': '\nexport class strategy {\n  constructor(private readonly size: number) {}\n}',
  'untyped-import.ts': `// a comment\nimport { Strategy } from '@orderflow/core';\nexport const strategy: Strategy = { name: 'mine', ${METHODS} };`,
  'extensionless.ts': `import { rules } from './shared/rules';\nexport const strategy = rules;`,
  'unknown-package.ts': `\n\nimport { nothing } from 'no-such-package-of-ours';\nexport const strategy = nothing;`,
  'unknown-orderflow.ts': `import { nothing } from '@orderflow/nothing';\nexport const strategy = nothing;`,
  'throws-on-import.ts':
    'const levels: number[] | undefined = undefined;\n\nlevels.push(1);\nexport const strategy = 1;',
  'throws-in-shared.ts': `import { broken } from './shared/broken.ts';\nexport const strategy = broken;`,
  'shared/broken.ts': `export const broken = JSON.parse('{');`,
  'throws-text.ts': `throw 'no';`,
  'throws-in-factory.ts': `export function strategy() {\n  throw new TypeError('no levels');\n}`,
  'throws-in-onbooktick.ts': `export const strategy = {
  name: 'mine',
  onBooktick(book) {
    const depth: number = 5;
    book.snapshot(depth);
  },
  finish: () => ({ strategy: 'mine', summaries: [], alerts: [] }),
};`,
  'throws-in-finish.ts': `export const strategy = {
  name: 'mine',
  async onBooktick() {},
  async finish() {
    throw new Error('nothing was seen');
  },
};`,
  'no-report.ts': `export const strategy = {
  name: 'mine',
  onBooktick() {},
  finish() {},
};`,
  'not-a-number.ts': `export const strategy = {
  name: 'mine',
  onBooktick() {},
  finish: () => ({ strategy: 'mine', summaries: [{ instrument: 'A', figures: { mean: 0 / 0 } }], alerts: [] }),
};`,
};

interface Outcome {
  readonly reads?: string;
  readonly report?: unknown;
  readonly code?: string;
  readonly message?: string;
  readonly hasCause?: boolean;
}

let folder = '';
let outcomes: ReadonlyMap<string, Outcome>;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'orderflow strategies '));
  for (const [name, text] of Object.entries(FILES)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  const names = [...Object.keys(FILES), 'absent.ts'];
  const nodeArguments = ['--conditions=@orderflow/source', RUNNER, ...names.map((name) => join(folder, name))];
  const printed = execFileSync(process.execPath, nodeArguments, {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const results: Outcome[] = JSON.parse(printed);
  outcomes = new Map(names.map((name, index) => [name, results[index]!]));
});

afterAll(() => rmSync(folder, { recursive: true }));

/** What is said of a file that fails, behind the folder's name. */
function complaintAbout(name: string): string {
  const outcome = outcomes.get(name);
  expect(outcome).toMatchObject({ code: 'bad-strategy' });
  expect(outcome?.message?.startsWith(`${folder}/`)).toBe(true);
  return outcome?.message?.slice(folder.length + 1) ?? '';
}

describe('loadStrategyFile', () => {
  it('loads an object from TypeScript, in a commonjs folder too', () => {
    const report = { strategy: 'mine', summaries: [], alerts: [] };
    expect(outcomes.get('object.ts')).toEqual({ reads: 'metrics', report });
    expect(outcomes.get('module/object.ts')).toEqual({ reads: 'levels', report });
    expect(outcomes.get('module/plain.js')).toEqual({ reads: 'levels', report });
  });

  it('makes a class with the configuration; it may extend a shipped strategy', () => {
    const figures = { batchSize: 7, known: 'bad-row' };
    expect(outcomes.get('class.ts')).toEqual({
      reads: 'metrics',
      report: { strategy: 'mine', summaries: [{ instrument: 'BTCUSDT', figures }], alerts: [] },
    });
  });

  it('calls a function with the configuration, and loads what the file imports', () => {
    expect(outcomes.get('factory.ts')).toMatchObject({
      report: { summaries: [{ figures: { batchSize: 7, rules: 20 } }] },
    });
  });

  it.each([
    ['absent.ts', 'absent.ts: there is no such strategy file; check the path'],
    ['notes.txt', 'notes.txt: a strategy file ends in one of .ts, .mts, .js, .mjs; rename it'],
    [
      'no-export.ts',
      "no-export.ts: no export named 'strategy' (it exports Strategy, other); write export const strategy",
    ],
    ['nothing.ts', "nothing.ts: no export named 'strategy' (it exports nothing); write export const strategy"],
    ['number.ts', "number.ts:2: 'strategy' is of type number; export a strategy object, a class, or a function"],
    ['nameless.ts', "nameless.ts:1: 'strategy' has no name, a text; export"],
    ['no-finish.ts', "no-finish.ts:1: 'strategy' has no method finish(); export"],
    ['no-onbooktick.ts', "no-onbooktick.ts:1: 'strategy' has no method onBooktick(book); export"],
    ['reads.ts', "reads.ts:1: 'strategy' has a reads other than 'metrics' or 'levels'; export"],
    ['ids.ts', "ids.ts:1: 'strategy' has a withTradeIds other than true or false; export"],
    ['no-report.ts', 'no-report.ts:4: what finish returns is no report: report: '],
    [
      'not-a-number.ts',
      'not-a-number.ts:4: what finish returns is no report: report.summaries.0.figures.mean: expected a finite number',
    ],
  ])('says what is wrong with %s', (name, complaint) => {
    expect(complaintAbout(name)).toContain(complaint);
  });

  it.each([
    ['syntax.ts', 'syntax.ts:3: the file cannot be loaded: ', 'correct the syntax'],
    ['declared-twice.ts', 'declared-twice.ts:3: the file cannot be loaded: ', 'correct the syntax'],
    ['syntax.mjs', 'syntax.mjs:2: the file cannot be loaded: ', 'correct the syntax'],
    ['enum.ts', 'enum.ts:1: the file cannot be loaded: ', 'plain objects instead of enums'],
    [
      'parameter-property.ts',
      'parameter-property.ts:3: the file cannot be loaded: ',
      'fields instead of parameter properties',
    ],
    ['untyped-import.ts', 'untyped-import.ts:2: the file cannot be loaded: ', 'write import type { Strategy }'],
    ['extensionless.ts', "extensionless.ts:1: cannot find './shared/rules'", "with the file's extension"],
    ['unknown-package.ts', "unknown-package.ts:3: cannot find 'no-such-package-of-ours'", 'install it'],
    ['unknown-orderflow.ts', "unknown-orderflow.ts:1: cannot find '@orderflow/nothing'", 'install it'],
    ['throws-on-import.ts', 'throws-on-import.ts:3: the file cannot be loaded: TypeError: ', "'push'"],
    ['throws-in-shared.ts', 'shared/broken.ts:1: the file cannot be loaded: ', 'JSON'],
    ['throws-text.ts', 'throws-text.ts: the file cannot be loaded: it threw no; ', 'throw an Error'],
    [
      'throws-in-factory.ts',
      "throws-in-factory.ts:2: making the strategy from 'strategy' failed: ",
      'TypeError: no levels',
    ],
    ['throws-in-onbooktick.ts', 'throws-in-onbooktick.ts:5: onBooktick failed: ', 'snapshot 5 of a book of 0'],
    ['throws-in-finish.ts', 'throws-in-finish.ts:5: finish failed: ', 'nothing was seen'],
  ])('names file and line of %s, says what to do, and keeps the cause', (name, place, advice) => {
    expect(complaintAbout(name)).toContain(place);
    expect(complaintAbout(name)).toContain(advice);
    expect(outcomes.get(name)).toMatchObject({ hasCause: true });
  });
});

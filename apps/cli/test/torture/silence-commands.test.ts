import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  HOSTILE,
  HOSTILE_NAME,
  LONG,
  makeChoice,
  makeRandom,
  makeTally,
  plantSecrets,
  SECRETS,
  SEED,
  TIMEOUT,
  times,
  UNSAFE,
} from '@orderflow/torture';
import { beforeAll, expect, it } from 'vitest';
import { temporaryFolder } from '../run-command.ts';
import { changeFile, sampleFile } from '../sample-files.ts';
import { type RunHere, runHere } from '../support/run-here.ts';
import { hasTerminals, runOnTerminal } from '../support/run-on-terminal.ts';

const RUNS = 250;
const TERMINAL_RUNS = 15;
const tally = makeTally('silence', 'commands');
const random = makeRandom(SEED);
const { pick } = makeChoice(random);
const folder = temporaryFolder();
const ENVIRONMENT = {
  HOME: `/home/${SECRETS.home}`,
  ORDERFLOW_TOKEN: SECRETS.token,
  API_KEY: SECRETS.environment,
  PATH: process.env.PATH ?? '',
};
let files: readonly string[] = [];
const flagsOf = new Map<string, ReadonlySet<string>>();

/** What a log or a message holds of these, it holds escaped; colours and the cursor are the command's own. */
const ESCAPE = '\u001b';
const OWN_SEQUENCES = new RegExp(`${ESCAPE}\\[[\\d;?]*[A-HJKSTfhlmsu]|${ESCAPE}[78]|\\r`, 'g');
const CUT = /x{81}/;

const NONSENSE = [HOSTILE, LONG, HOSTILE_NAME, `${HOSTILE}${LONG}`, '--', '', `./${HOSTILE_NAME}.ts`, '1e999', '../..'];
const COMMANDS = [
  ...['run', 'process', 'analyze', 'report', 'chart', 'export', 'inspect', 'clean', 'backtest', 'verify-lookahead'],
  ...['generate', 'dashboard', 'completion', 'sweep', 'runs', 'nonsense', HOSTILE],
];
/** Flags with good values; now and then they are given nonsense. */
const FLAGS: readonly (readonly [flag: string, ...values: readonly string[]])[] = [
  ['--json'],
  ['--log-level', 'debug', 'info', 'error'],
  ['--log-format', 'json', 'text'],
  ['--config', 'hostile.json', 'secret.json'],
  ['--depth', '3', 'none'],
  ['--threads', '1'],
  ['--max-level-bytes', '64', '1000'],
  ['--batch-size', '7'],
  ['--cvd-reset', 'day'],
  ['--trade-matching', 'exact'],
  ['--strict'],
  ['--force'],
  ['--yes'],
  ['--output', 'stored.db', 'odd.db'],
  ['--out', 'out.html', 'out.png', 'folder.db', `nowhere/${HOSTILE_NAME}.html`],
  ['--format', 'csv', 'ndjson'],
  ['--data', '.', 'good.db', 'nowhere'],
  ['--strategy', 'obi-taker', 'default', 'obi-market-maker'],
  ['--param', 'entryObi=0.3'],
  ['--fees', '1,2'],
  ['--latency', '1,2,3', '1,odd.csv'],
  ['--fills', 'fills.csv'],
  ['--moments', '1'],
  ['--snapshots', '10'],
  ['--seed', '3'],
  ['--host', '0.0.0.0', 'SECRET-NOT'],
  ['--port', '0'],
  ['--token', SECRETS.token, SECRETS.token.slice(0, 15)],
  ['--no-color'],
];

/** Paths are told whole, so that they can be found. */
const PATH_FLAGS = ['--data', '--config', '--output', '--out', '--fills', '--strategy'];
const PATH_COMMANDS = ['inspect', 'clean', 'dashboard'];

function nonsenseFor(isPath: boolean): string {
  const text = pick(NONSENSE);
  return isPath ? text.replaceAll('x', 'y') : text;
}

function nextWords(): readonly string[] {
  const command = pick(COMMANDS);
  const words = random() < 0.9 ? [pick(files)] : [];
  const isPath = PATH_COMMANDS.includes(command);
  if (random() < 0.15) words.push(random() < 0.5 ? pick(['BTC-USDT', 'nobody']) : nonsenseFor(isPath));
  if (random() < 0.1) words.push(random() < 0.5 ? pick(['2025-07-01', '2024-01-01']) : nonsenseFor(isPath));
  const needed = {
    backtest: ['--strategy', 'obi-taker'],
    generate: ['--out', 'made.db'],
    dashboard: ['--port', '0'],
    sweep: ['--strategy', 'obi-taker', '--param', 'entryObi=0.3,0.4'],
  };
  const flags = Object.entries(needed).flatMap(([name, given]) => (command.startsWith(name) ? given : []));
  if (command === 'verify-lookahead') flags.push('--strategy', 'obi-taker', '--moments', '1');
  const known = FLAGS.filter(([flag]) => flagsOf.get(command)?.has(flag));
  for (let count = Math.floor(3 * random()); count > 0; count--) {
    const [flag, ...values] = pick(known.length > 0 && random() < 0.95 ? known : FLAGS);
    flags.push(flag);
    if (values.length > 0 || random() < 0.05)
      flags.push(random() < 0.85 && values.length > 0 ? pick(values) : nonsenseFor(PATH_FLAGS.includes(flag)));
  }
  return [command, ...words, ...flags];
}

beforeAll(async () => {
  process.env.ORDERFLOW_PLANTED = SECRETS.environment;
  const options = { snapshots: 120, levels: 3, tradesPerSecond: 2 };
  const sample = (where: string, name: string) => sampleFile(where, name, options);
  files = await plantSecrets(folder, { sample, change: changeFile });
  for (const command of COMMANDS) {
    const help = await runHere([command, '--help'], { cwd: folder, environment: {}, isTerminal: false });
    flagsOf.set(command, new Set(help.stdout.match(/--[a-z-]+/g)));
  }
  writeFileSync(
    join(folder, 'hostile.json'),
    JSON.stringify({ [`${HOSTILE}${LONG}`]: 1, depth: LONG, threads: HOSTILE }),
  );
  writeFileSync(join(folder, 'secret.json'), `{ "depth": ${SECRETS.levels} ${HOSTILE}`);
  writeFileSync(join(folder, 'odd.csv'), `request,exchange,response\n1,2,${LONG}${HOSTILE}\n`);
});

/** What is wrong with what a command wrote. */
function faultOf(words: readonly string[], { stdout, stderr }: RunHere, isTerminal: boolean): string | null {
  // A file that a report is written to is an output too.
  const written = ['out.html', 'fills.csv'].map((name) => join(folder, name)).filter(existsSync);
  const all = [stdout, stderr, ...written.map((path) => readFileSync(path, 'utf8'))].join('\n');
  for (const path of written) rmSync(path);
  const secret = Object.values(SECRETS).find((one) => all.includes(one) && !isAllowed(one, words, stderr));
  if (secret !== undefined) return `it tells ${secret}`;
  // Data are handed on as they are.
  const isData = words[0] === 'export' || words.includes('--json');
  for (const text of isData ? [stderr] : [stdout, stderr]) {
    const own = isTerminal ? text.replace(OWN_SEQUENCES, '') : text;
    const unsafe = own.split('\n').find((line) => UNSAFE.test(line));
    if (unsafe !== undefined) return `it hands on control characters: ${JSON.stringify(unsafe)}`;
    if (CUT.test(text)) return 'it holds a value that is not cut';
    if (/^error: forged/m.test(text)) return 'it lets a value forge a line';
  }
  return null;
}

/** What the user typed may be said back; the address of a dashboard holds its token, for whoever started it. */
function isAllowed(secret: string, words: readonly string[], stderr: string): boolean {
  return secret === SECRETS.token && words[0] === 'dashboard' && !stderr.includes(SECRETS.token);
}

it('says nothing of what it must not tell, whatever goes wrong', { timeout: TIMEOUT }, async () => {
  const codes: Record<number, number> = {};
  for (let count = 0; count < times(RUNS); count++) {
    const words = nextWords();
    const isTerminal = random() < 0.5;
    const result = await runHere(words, { cwd: folder, environment: ENVIRONMENT, isTerminal, endAt: 'http://' });
    const fault = faultOf(words, result, isTerminal);
    if (fault !== null) {
      const { exitCode, stdout, stderr } = result;
      expect.fail(
        `${fault}: ${JSON.stringify(words)} ended with ${exitCode}: ${JSON.stringify({ stdout, stderr }).slice(0, 6000)}`,
      );
    }
    codes[result.exitCode] = (codes[result.exitCode] ?? 0) + 1;
    tally.count('command outputs searched for secrets');
  }
  expect(Object.keys(codes).map(Number)).toEqual(expect.arrayContaining([0, 2, 3, 143]));
});

/** Words whose output is not data, which are handed on as they are and stand between the messages on a terminal, and ends. */
function nextMessageWords(): readonly string[] {
  while (true) {
    const words = nextWords();
    if (!['export', 'dashboard'].includes(words[0] ?? '') && !words.includes('--json')) return words;
  }
}

it.skipIf(!hasTerminals())('says no more on a real terminal', { timeout: TIMEOUT }, () => {
  let colours = 0;
  for (let count = 0; count < times(TERMINAL_RUNS); count++) {
    const words = nextMessageWords();
    const { exitCode, text } = runOnTerminal(words, { cwd: folder, environment: ENVIRONMENT });
    const context = `${JSON.stringify(words)} ended with ${exitCode}: ${JSON.stringify(text).slice(0, 6000)}`;
    expect(exitCode, context).toBeOneOf([0, 1, 2, 3]);
    expect(text.length, context).toBeGreaterThan(0);
    expect(faultOf(words, { exitCode: exitCode ?? -1, stdout: text, stderr: '' }, true), context).toBeNull();
    if (text.includes(`${ESCAPE}[`)) colours++;
    tally.count('command outputs on a terminal searched for secrets');
  }
  expect(colours).toBeGreaterThan(0);
});
if (!hasTerminals()) tally.leaveOut('outputs on a real terminal', 'script is not installed');

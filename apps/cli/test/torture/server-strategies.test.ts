import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Configuration, DataSet, DEFAULT_CONFIGURATION, OrderflowError, type Strategy } from '@orderflow/core';
import { SQLiteOrderflowRepository } from '@orderflow/sqlite-repo';
import { makeRandom, makeTally, SEED, TIMEOUT, times } from '@orderflow/torture';
import { expect, it } from 'vitest';
import { FileStrategy } from '../../src/strategies/file-strategy.ts';
import { temporaryFolder } from '../run-command.ts';
import { sampleFile } from '../sample-files.ts';
import { strategy as DigestStrategy } from '../support/digest-strategy.ts';

const tally = makeTally('server', 'strategies');
const random = makeRandom(SEED);
const folder = temporaryFolder();
const AT_ONCE = 2;
/** Long enough to start a process on a busy machine, not to wait for what never ends. */
const SHORT_TIMEOUT_SECONDS = 3;
const MOST_BYTES = 400 * 1024 * 1024;

const TOO_LONG = /did not end within 3 s; .*--strategy-timeout$/;
const TOO_LARGE =
  /ended by SIG(KILL|ABRT); it may have taken more than 400 MB of memory: keep what you need of a book, not the book$/;
/** Nobody can tell what ended it: memory is a possibility. */
const ABORTED = /was ended by SIGABRT; it may have taken more than 400 MB of memory: /;
const ENDED = /it ended its own process; leave that to the command$/;

/** What a user's code may do instead of answering, and what is said then. */
const MISDEEDS: readonly (readonly [code: string, said: RegExp])[] = [
  ['for (;;);', TOO_LONG],
  // V8 looks for nothing in this loop, not even for the end of its thread.
  ['for (;;) new Array(1000).map((x) => x);', TOO_LONG],
  ['/(a+)+$/.test("a".repeat(60) + "b");', TOO_LONG],
  ['await new Promise(() => undefined);', TOO_LONG],
  ['await new Promise((resolve) => setTimeout(resolve, 1e6));', TOO_LONG],
  ['Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);', TOO_LONG],
  ['const all = []; for (;;) all.push({ a: 1 });', TOO_LARGE],
  ['const all = []; for (;;) all.push(new Float64Array(1e6).fill(1));', TOO_LARGE],
  ['let text = ""; for (;;) text += String(text.length);', /MB of memory: keep |Invalid string length|did not end/],
  ['process.exit(0);', ENDED],
  ['process.exit(7);', ENDED],
  ['process.abort();', ABORTED],
  ["process.kill(process.pid, 'SIGUSR2'); await new Promise(() => undefined);", /was ended by SIGUSR2$/],
  ['process.disconnect();', ENDED],
  ['throw new Error("it is broken");', /:\d+: .*Error: it is broken/],
  ['throw new Error("line one\\nerror: forged \\u001b[2J");', /Error: line one\\x0aerror: forged \\x1b\[2J/],
  ['throw new Error("long ".repeat(1e6));', /Error: long long .{1,300}$/],
  ['throw "a text";', /it threw a text; throw an Error/],
  ['throw null;', /it threw null; throw an Error/],
  ['throw { toString() { throw 1; } };', /it threw what cannot be written; throw an Error/],
  ['throw Object.create(null);', /it threw what cannot be written; throw an Error/],
  ['throw new Error("held", { cause: () => 1 });', /Error: held/],
  ['const error = new Error("loop"); error.cause = error; throw error;', /Error: loop/],
  ['const recurse = () => recurse() + 1; recurse();', /RangeError: Maximum call stack/],
  ['setTimeout(() => { throw new Error("late"); }, 1); await new Promise(() => undefined);', /outside of .*late/],
  ['Promise.reject(new Error("lost")); await new Promise(() => undefined);', /outside of .*lost/],
];

/** Where the code stands in the file. */
const PLACES = {
  load: (code: string) => `${code}\n${fileOf('', '')}`,
  onBooktick: (code: string) => fileOf(code, ''),
  finish: (code: string) => fileOf('', code),
};

function fileOf(onBooktick: string, finish: string): string {
  return `export const strategy = {
  name: 'misdeed',
  async onBooktick(book) { ${onBooktick} },
  async finish() { ${finish} return { strategy: 'misdeed', summaries: [], alerts: [] }; },
};\n`;
}

/** Cases in a random order, at most so many, worked through a few at a time. */
async function eachOf<Case>(cases: readonly Case[], most: number, work: (one: Case) => Promise<void>): Promise<void> {
  const shuffled = cases.map((one) => [random(), one] as const).sort(([a], [b]) => a - b);
  const waiting = shuffled.slice(0, most).map(([, one]) => one);
  const lane = async () => {
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) await work(next);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
}

async function run(path: string, strategy: Strategy, configuration: Configuration): Promise<unknown> {
  const repository = SQLiteOrderflowRepository.connect(path);
  try {
    const { batchSize } = configuration;
    const dataSet = await DataSet.open([{ repository, metrics: repository }], { settings: configuration, batchSize });
    return await dataSet.runStrategy(strategy, {});
  } finally {
    repository.close();
  }
}

async function complaintOf(path: string, file: string, timeoutSeconds: number): Promise<string> {
  const configuration = { ...DEFAULT_CONFIGURATION, strategyTimeoutSeconds: timeoutSeconds };
  try {
    await run(path, await FileStrategy.load(file, configuration, MOST_BYTES), configuration);
  } catch (error) {
    expect(error).toBeInstanceOf(OrderflowError);
    expect(error).toMatchObject({ code: 'bad-strategy' });
    return (error as Error).message;
  }
  throw new Error(`${file} came to an end`);
}

it('ends every strategy that does not answer with a clear word', { timeout: TIMEOUT }, async () => {
  const path = await sampleFile(folder, 'misdeeds.db', { snapshots: 20 });
  const cases = MISDEEDS.flatMap(([code, said], number) =>
    Object.entries(PLACES).map(([place, make]) => ({ name: `${place}-${number}.mjs`, text: make(code), said })),
  );
  await eachOf(cases, times(16), async ({ name, text, said }) => {
    const file = join(folder, name);
    writeFileSync(file, text);
    const isEndless = said === TOO_LONG;
    const complaint = await complaintOf(path, file, isEndless ? SHORT_TIMEOUT_SECONDS : 60);
    expect(complaint, text).toMatch(said);
    expect(complaint.startsWith(file), complaint).toBe(true);
    expect(complaint.length).toBeLessThan(file.length + 500);
    expect(complaint).not.toMatch(/\p{Cc}/u);
    tally.count(isEndless ? 'strategies ended that never end' : 'strategies ended that fail');
  });
});

it('gives a strategy of its own process what one here is given, bit by bit', { timeout: TIMEOUT }, async () => {
  const file = fileURLToPath(new URL('../support/digest-strategy.ts', import.meta.url));
  for (let round = 0; round < times(4); round++) {
    const path = await sampleFile(folder, `digest-${round}.db`, {
      snapshots: 300 + Math.floor(300 * random()),
      levels: 1 + Math.floor(20 * random()),
      instruments: ['BTC-USDT', 'ETH-USDT'].slice(0, 1 + Math.floor(2 * random())),
      seed: Math.floor(1e6 * random()),
      oddities: random() < 0.5 ? 0.05 : 0,
      disorder: random() < 0.5 ? 0.05 : 0,
    });
    const depth = [null, 3, 7][Math.floor(3 * random())]!;
    const configuration = { ...DEFAULT_CONFIGURATION, depth, batchSize: 1 + Math.floor(400 * random()) };
    const here = await run(path, new DigestStrategy(configuration), configuration);
    const apart = await run(path, await FileStrategy.load(file, configuration), configuration);
    expect(apart).toEqual(here);
    tally.count('data sets given alike to a strategy here and apart');
  }
});

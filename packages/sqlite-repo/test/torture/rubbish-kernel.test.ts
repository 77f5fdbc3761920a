import { SnapshotMetrics, TimestampReader } from '@orderflow/core';
import { LEVEL_SEEDS, LEVEL_WORDS, Mutator, makeRandom, makeTally, SEED, TIMEOUT, times } from '@orderflow/torture';
import { describe, expect, it } from 'vitest';
import {
  ASKS_LINE,
  BIDS_LINE,
  INSTRUMENT_LINE,
  type KernelColumns,
  LEVELS_LEFT,
  LevelKernel,
  LINES,
  lineOf,
  TIMESTAMP_LEFT,
  TIMESTAMP_LINE,
} from '../../src/chunks/level-kernel.ts';

const CHUNKS = 3000;
const WHOLE_TEXTS = 20_000;
const MOST_ROWS = 40;
const MOST_BYTES = 4096;
const DEPTHS = [null, null, 1, 2, 10, 2 ** 32, Number.MAX_SAFE_INTEGER];
const NEWLINE = 0x0a;

const tally = makeTally('rubbish', 'level kernel');
const random = makeRandom(SEED);
const kernel = new LevelKernel();
const reader = new TimestampReader();
const bytesOf = (text: string) => Buffer.from(text);

/** What the kernel leaves to the general scanner would hide the rest: half of the texts have one thing wrong at most. */
const PLAIN_SEEDS = [
  '[["60000.10","0.5","0","3"],["60000.00","12","0","1"],["59999.5","0.000","0","0"]]',
  "[['60000.10', '0.5', '0', '3'], ['60000.2', '12', '0', '1']]",
  '[[99,3],[98.5,2.25],[98,0],[97.00000001,123456789012345]]',
  '[[0.00000001,1234567890.12345,0,12],[7,0.5,12.5,3]]',
  '[]',
  '',
].map(bytesOf);

const odd = new Mutator(random, { seeds: LEVEL_SEEDS, words: LEVEL_WORDS, mostBytes: MOST_BYTES });
const nearlyPlain = new Mutator(random, {
  seeds: PLAIN_SEEDS,
  words: ['0', '1', '.', ',', ', ', ' ', '"', "'", '[1,2],', '00', '999999', '['].map(bytesOf),
  mostBytes: MOST_BYTES,
  mostSteps: 1,
});
const sides = { next: () => (random() < 0.85 ? nearlyPlain : odd).next() };
const moments = new Mutator(random, {
  seeds: ['1720000000000', '9999999999999', '1720000000', '2024-07-03T09:46:40Z'].map(bytesOf),
  words: ['0', '1', '.', '-', ':', ' ', 'é', '0000000000000'].map(bytesOf),
  mostBytes: 100,
});
const names = new Mutator(random, {
  seeds: ['BTC-USDT', 'ETH-USDT', 'B', 'ü', ''].map(bytesOf),
  words: ['-', 'BTC', 'x'.repeat(300)].map(bytesOf),
  mostBytes: 400,
});

function below(limit: number): number {
  return Math.floor(random() * limit);
}

/** A line that ends nowhere but at its end. */
function lineFrom(mutator: Pick<Mutator, 'next'>): Buffer {
  const line = Buffer.from(mutator.next());
  return line.includes(NEWLINE) || line.includes(0) ? lineFrom(mutator) : line;
}

/** Rows of four lines; often several of one instrument. */
function randomLines(rows: number): readonly Buffer[] {
  const known = Array.from({ length: 3 }, () => lineFrom(names));
  return Array.from({ length: rows }, () => [
    lineFrom(sides),
    lineFrom(sides),
    lineFrom(moments),
    known[below(known.length)]!,
  ]).flat();
}

function joined(lines: readonly Buffer[]): Buffer {
  return Buffer.concat(lines.flatMap((line, index) => (index === 0 ? [line] : [Buffer.of(NEWLINE), line])));
}

/** What is wrong with what the kernel made of lines; empty where nothing is. */
function faultsOf(columns: KernelColumns, text: Buffer, lines: readonly Buffer[], depth: number | null): unknown[] {
  const metrics = new SnapshotMetrics(depth);
  const found: Buffer[] = [];
  const faults: unknown[] = [];
  for (let row = 0; row < lines.length / LINES; row++) {
    const own = [BIDS_LINE, ASKS_LINE, TIMESTAMP_LINE, INSTRUMENT_LINE].map((line) => lineOf(text, columns, row, line));
    found.push(...own);
    faults.push(...levelFaults(columns, row, own, metrics), ...keyFaults(columns, text, row, own));
  }
  if (!found.every((line, index) => line.equals(lines[index]!))) faults.push({ lineEnds: [...columns.lineEnds] });
  return faults;
}

function levelFaults(columns: KernelColumns, row: number, own: readonly Buffer[], metrics: SnapshotMetrics): unknown[] {
  if ((columns.leftAlone[row]! & LEVELS_LEFT) !== 0) {
    tally.count('snapshots left to the general scanner');
    return [];
  }
  tally.count('snapshots computed');
  const [bids, asks] = [own[BIDS_LINE]!, own[ASKS_LINE]!];
  const text = Buffer.concat([bids, asks]);
  const problem = metrics.computeText(text, 0, bids.length, text.length);
  const found = [columns.obi[row]!, columns.bestBid[row]!, columns.bestAsk[row]!];
  const wanted = [metrics.obi, metrics.bestBid, metrics.bestAsk];
  if (problem === null && found.every((value, index) => Object.is(value, wanted[index]))) return [];
  return [{ bids: bids.toString('latin1'), asks: asks.toString('latin1'), found, wanted: problem ?? wanted }];
}

function keyFaults(columns: KernelColumns, text: Buffer, row: number, own: readonly Buffer[]): unknown[] {
  const faults: unknown[] = [];
  const time = own[TIMESTAMP_LINE]!;
  if ((columns.leftAlone[row]! & TIMESTAMP_LEFT) === 0) {
    const isTime = reader.read(time, 0, time.length) && reader.format === 'ms' && reader.nanoseconds === 0;
    const isSame = isTime && columns.timestamps[row] === reader.timestamp && String(reader.timestamp) === `${time}`;
    if (!isSame) faults.push({ time: `${time}`, found: columns.timestamps[row] });
  }
  const first = columns.firstRows[columns.instruments[row]!];
  const name = first === undefined ? null : lineOf(text, columns, first, INSTRUMENT_LINE);
  if (name?.equals(own[INSTRUMENT_LINE]!) !== true) faults.push({ instrument: columns.instruments[row] });
  return faults;
}

describe(`the level kernel (seed ${SEED})`, { timeout: TIMEOUT }, () => {
  it('makes of mutated rows what core makes of them, bit by bit, or leaves them alone', () => {
    for (let chunk = 0; chunk < times(CHUNKS); chunk++) {
      const rows = 1 + below(MOST_ROWS);
      const lines = randomLines(rows);
      const text = joined(lines);
      const depth = DEPTHS[below(DEPTHS.length)]!;
      const columns = kernel.compute(text, rows, depth);
      const faults = columns === null ? ['refused'] : faultsOf(columns, text, lines, depth);
      if (faults.length > 0) expect({ text: text.toString('latin1'), depth, faults }).toBeNull();
      tally.count('texts mutated', 2 * rows);
    }
  });

  it('refuses text that has not just four lines a row, or a NUL, whatever else stands in it', () => {
    const mutator = new Mutator(random, {
      seeds: Array.from({ length: 20 }, () => joined(randomLines(1 + below(4)))),
      words: ['\n', '\n\n', '\0', '[[1,1]]', '[[1,', '1720000000000\n'].map(bytesOf),
      mostBytes: 4 * MOST_BYTES,
    });
    for (let round = 0; round < times(WHOLE_TEXTS); round++) {
      const text = Buffer.from(mutator.next());
      const rows = 1 + below(6);
      const lines = linesOf(text);
      const isGood = lines.length === LINES * rows && !text.includes(0);
      const columns = kernel.compute(text, rows, null);
      const faults = columns === null ? [] : faultsOf(columns, text, lines, null);
      if (isGood !== (columns !== null) || faults.length > 0)
        expect({ text: text.toString('latin1'), rows, faults }).toBeNull();
      tally.count(isGood ? 'whole chunks taken' : 'whole chunks refused');
    }
  });
});

function linesOf(text: Buffer): readonly Buffer[] {
  const lines: Buffer[] = [];
  for (let start = 0; start <= text.length; ) {
    const end = text.indexOf(NEWLINE, start);
    lines.push(text.subarray(start, end < 0 ? text.length : end));
    if (end < 0) break;
    start = end + 1;
  }
  return lines;
}

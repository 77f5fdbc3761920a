import { type ProblemReason, SnapshotMetrics, TimestampReader } from '@orderflow/core';
import { makeRandom } from '@orderflow/torture';
import { describe, expect, it } from 'vitest';
import { type KernelColumns, LevelKernel, LINES, TIMESTAMP_LEFT } from '../../src/chunks/level-kernel.ts';
import { randomSide } from '../support/level-texts.ts';

type Sides = readonly [bids: string, asks: string];

const kernel = new LevelKernel();
const DEPTHS = [null, 1, 2, 3, 10, 2 ** 32, 2 ** 32 + 1];
const SEED = 20_251_123;

const TIME = '1720000000000';

/** Four lines a row; the kernel's columns as copies. */
function computeLines(lines: readonly string[], depth: number | null): KernelColumns | null {
  const columns = kernel.compute(Buffer.from(lines.join('\n')), lines.length / LINES, depth);
  if (columns === null) return null;
  return Object.fromEntries(
    Object.entries(columns).map(([name, column]) => [name, column.slice()]),
  ) as unknown as KernelColumns;
}

function compute(rows: readonly Sides[], depth: number | null) {
  return computeLines(
    rows.flatMap((sides) => [...sides, TIME, 'BTC-USDT']),
    depth,
  );
}

/** What core makes of a row; null where it cannot be used. */
function wanted([bids, asks]: Sides, metrics: SnapshotMetrics): readonly number[] | ProblemReason {
  const text = Buffer.from(bids + asks);
  const problem = metrics.computeText(text, 0, Buffer.byteLength(bids), text.length);
  return problem ?? [metrics.obi, metrics.bestBid, metrics.bestAsk];
}

/** Rows that the kernel computed otherwise than core; and how many it computed itself. */
function compare(rows: readonly Sides[], depth: number | null) {
  const columns = compute(rows, depth)!;
  const metrics = new SnapshotMetrics(depth);
  const differences: unknown[] = [];
  let computed = 0;
  rows.forEach((sides, row) => {
    if (columns.leftAlone[row] === 1) return;
    computed++;
    const found = [columns.obi[row]!, columns.bestBid[row]!, columns.bestAsk[row]!];
    const right = wanted(sides, metrics);
    if (typeof right === 'string' || found.some((value, index) => !Object.is(value, right[index]))) {
      differences.push({ sides, depth, found, right });
    }
  });
  return { differences, computed };
}

describe('the level kernel', () => {
  it('computes a hand-worked chunk', () => {
    // OBI (3 + 1 - 2) / (3 + 1 + 2) over all levels; (3 - 2) / (3 + 2) over the best.
    const rows: Sides[] = [
      ['[["99",3],["98","1"]]', "[[101, '2']]"],
      ['', '[[7,1]]'],
    ];
    expect(compute(rows, null)).toMatchObject({
      obi: Float64Array.of(2 / 6, -1),
      bestBid: Float64Array.of(99, Number.NaN),
      bestAsk: Float64Array.of(101, 7),
      timestamps: Float64Array.of(1_720_000_000_000, 1_720_000_000_000),
      lineEnds: Uint32Array.of(21, 34, 48, 57, 58, 66, 80, 89),
      leftAlone: Uint8Array.of(0, 0),
      instruments: Uint32Array.of(0, 0),
      firstRows: Uint32Array.of(0),
    });
    expect(compute(rows, 1)?.obi).toEqual(Float64Array.of(1 / 5, -1));
  });

  it(`gives core's numbers bit by bit, over any texts, depth and cut (seed ${SEED})`, { timeout: 60_000 }, () => {
    const random = makeRandom(SEED);
    const sides = Array.from({ length: 200_000 }, () => randomSide(random)).filter((text) => !/[\n\0]/.test(text));
    let computed = 0;
    for (let at = 0; at + 1 < sides.length; ) {
      const count = Math.min(1 + Math.floor(random() * 300), Math.floor((sides.length - at) / 2));
      const rows = Array.from({ length: count }, (_, row): Sides => [sides[at + 2 * row]!, sides[at + 2 * row + 1]!]);
      const outcome = compare(rows, DEPTHS[Math.floor(random() * DEPTHS.length)]!);
      expect(outcome.differences).toEqual([]);
      computed += outcome.computed;
      at += 2 * count;
    }
    expect(computed).toBeGreaterThan(sides.length / 10);
  });

  it.each(DEPTHS)('leaves nothing alone of what exchanges write (depth %s)', (depth) => {
    const rows: Sides[] = [
      ['[]', ''],
      ['[["60000.10","0.5",0,3],["60000.00","12",0,1]]', "[['60000.20', '0.25', '0', '1']]"],
      ['[[1.5,0],[1.25,2]]', '[[123456789.123456,0.000001,0]]'],
      ['[[0,1]]', '[[0.0,1]]'],
    ];
    expect(compare(rows, depth)).toEqual({ differences: [], computed: rows.length });
  });

  it.each([
    ['16 digits', '[[1.000000000000001,1]]'],
    ['an exponent', '[[1e2,1]]'],
    ['a sign', '[[1,-0]]'],
    ['two spaces', '[[1,  1]]'],
    ['a number too large', `[[1,${'9'.repeat(400)}]]`],
    ['five fields', '[[1,1,1,1,1]]'],
    ['no end', '[[1,1]'],
  ])('leaves a text with %s alone, and its neighbours not', (_, text) => {
    const plain: Sides = ['[[1,1]]', '[[2,1]]'];
    const columns = compute([plain, [text, '[[2,1]]'], plain, ['[[1,1]]', text], plain], null);
    expect(columns?.leftAlone).toEqual(Uint8Array.of(0, 1, 0, 1, 0));
    expect(columns?.obi.filter((_value, row) => row % 2 === 0)).toEqual(new Float64Array(3));
  });

  it('leaves levels out of order to core only where a depth is asked for', () => {
    const rows: Sides[] = [['[[1,2],[3,4]]', '[[9,1],[9,1]]']];
    expect(compute(rows, null)?.leftAlone).toEqual(Uint8Array.of(0));
    expect(compute(rows, 1)?.leftAlone).toEqual(Uint8Array.of(1));
  });

  it('refuses a chunk in which a text holds a NUL, wherever it stands', () => {
    const lines = ['[[1,1]]', '[]', TIME, 'BTC-USDT', '', '[[2,1]]', TIME, 'ETH-USDT'];
    for (const [place, line] of lines.entries()) {
      for (const text of ['\0', `\0${line}`, `${line}\0`, `${line}\0${line}`]) {
        expect(computeLines(lines.with(place, text), null)).toBeNull();
      }
    }
  });

  it('refuses a chunk in which a text holds a newline, wherever it stands', () => {
    const plain: Sides = ['[[1,1]]', '[[2,1]]'];
    for (const text of ['[[1,2],\n[3,4]]', '\n', '[[1,1]]\n', '\n[[1,1]]']) {
      for (const row of [0, 1, 2]) {
        expect(compute([plain, plain, plain].with(row, [text, '[]']), null)).toBeNull();
        expect(compute([plain, plain, plain].with(row, ['[]', text]), null)).toBeNull();
      }
    }
  });

  it('grows with the text and forgets what was there before', () => {
    const long = `[${Array.from({ length: 40_000 }, (_, level) => `[${50_000 - level},1]`).join(',')}]`;
    expect(compare([[long, long]], null)).toEqual({ differences: [], computed: 1 });
    expect(compute([['[[1,1', '[[2,1']], null)?.leftAlone).toEqual(Uint8Array.of(1));
  });
});

describe('the level kernel, of timestamps', () => {
  const read = (texts: readonly string[]) =>
    computeLines(
      texts.flatMap((text) => ['[]', '[]', text, 'BTC-USDT']),
      null,
    );

  it(`reads what TimestampReader reads, or leaves it alone (seed ${SEED})`, () => {
    const random = makeRandom(SEED);
    const reader = new TimestampReader();
    const byte = () => '0123456789 .-T'[Math.floor(random() * 14)]!;
    const differences: unknown[] = [];
    let taken = 0;
    for (let round = 0; round < 20_000; round++) {
      const texts = Array.from({ length: 1 + Math.floor(random() * 3) }, () => {
        const text = String(Math.floor(random() * 9e12) + 1e12);
        return random() < 0.2 ? text.replace(/\d(?=\d{0,6}$)/, byte()) : text;
      });
      const found = read(texts)!;
      for (const [row, text] of texts.entries()) {
        if (found.leftAlone[row] === TIMESTAMP_LEFT) continue;
        taken++;
        const bytes = Buffer.from(text);
        const isTime = reader.read(bytes, 0, bytes.length) && reader.format === 'ms';
        if (!isTime || found.timestamps[row] !== reader.timestamp) differences.push([text, found.timestamps[row]]);
      }
    }
    expect(differences).toEqual([]);
    expect(taken).toBeGreaterThan(30_000);
  });

  it.each(['', '172000000000', '17200000000000', '0172000000000', '172000000000x', '1720000000000.5'])(
    'leaves %j alone, and its neighbours not',
    (text) => {
      const found = read([TIME, text, TIME]);
      expect(found?.leftAlone).toEqual(Uint8Array.of(0, TIMESTAMP_LEFT, 0));
      expect(found?.timestamps[2]).toBe(1_720_000_000_000);
    },
  );

  it('refuses one with a newline', () => {
    expect(read(['1720000000000\n1720000', TIME])).toBeNull();
    expect(read([TIME, '1720000000000\n'])).toBeNull();
  });
});

describe('the level kernel, of instruments', () => {
  const read = (names: readonly string[]) =>
    computeLines(
      names.flatMap((name) => ['[]', '[]', TIME, name]),
      null,
    );

  it('numbers them in order of appearance', () => {
    const found = read(['ETH', 'ETH', 'BTC', '', 'BTC', 'ETHE', 'ETH', 'ET', '']);
    expect(found?.instruments).toEqual(Uint32Array.of(0, 0, 1, 2, 1, 3, 0, 4, 2));
    expect(found?.firstRows).toEqual(Uint32Array.of(0, 2, 3, 5, 7));
  });

  it('knows as many as there are rows', () => {
    const names = Array.from({ length: 300 }, (_, index) => `COIN-${index}`);
    const found = read([...names, ...names.toReversed()]);
    expect([...found!.instruments]).toEqual([...names.keys(), ...[...names.keys()].toReversed()]);
    expect(found?.firstRows).toHaveLength(300);
  });

  it('refuses one with a newline', () => {
    expect(read(['ETH', 'B\nC', 'ETH'])).toBeNull();
    expect(read(['ETH\n'])).toBeNull();
  });
});

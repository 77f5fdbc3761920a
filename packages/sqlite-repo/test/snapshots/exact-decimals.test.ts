import { makeRandom } from '@orderflow/torture';
import { expect, it } from 'vitest';
import { LevelKernel } from '../../src/chunks/level-kernel.ts';

const SEED = 20_251_124;
const PRICES = 3_200_000;
const ROWS_A_CHUNK = 4000;
const PLAIN = /^\d+\.?\d*$/;
const MOST_PLAIN_DIGITS = 15;

const kernel = new LevelKernel();
const random = makeRandom(SEED);

/** One level a side, whose prices are the best ones and whose sizes are the OBI. */
interface Row {
  readonly bid: string;
  readonly ask: string;
  readonly bidSize: string;
  readonly askSize: string;
  readonly quote: string;
}

function below(limit: number): number {
  return Math.floor(random() * limit);
}

function digits(count: number): string {
  let text = '';
  while (text.length < count) text += String(1e9 + below(1e9)).slice(1);
  return text.slice(0, count);
}

/** At most 17 digits, most often 15 or fewer, a point anywhere; or a double of any size in one of its spellings. */
function randomDecimal(): string {
  const choice = random();
  if (choice < 0.02) return anyDouble().toPrecision(1 + below(21));
  if (choice < 0.04) return String(anyDouble());
  const text = '0'.repeat(choice < 0.1 ? below(4) : 0) + digits(1 + below(choice < 0.2 ? 17 : MOST_PLAIN_DIGITS - 3));
  const point = below(text.length + 1);
  return choice > 0.9 ? text : `${text.slice(0, point)}.${text.slice(point)}`;
}

function anyDouble(): number {
  return (1 + random()) * 2 ** (below(140) - 70);
}

function randomRow(): Row {
  return {
    bid: randomDecimal(),
    ask: randomDecimal(),
    bidSize: `${digits(3)}.${digits(4)}1`,
    askSize: `${digits(2)}.${digits(below(10))}1`,
    quote: ['', '"', "'"][below(3)]!,
  };
}

function compute(rows: readonly Row[]) {
  const side = (price: string, size: string, quote: string) => `[[${quote}${price}${quote}, ${quote}${size}${quote}]]`;
  const lines = rows.map(
    ({ bid, bidSize, ask, askSize, quote }) =>
      `${side(bid, bidSize, quote)}\n${side(ask, askSize, quote)}\n1720000000000\nBTC-USDT`,
  );
  return kernel.compute(Buffer.from(lines.join('\n')), rows.length, null)!;
}

function isPlain(decimal: string): boolean {
  return PLAIN.test(decimal) && decimal.replace('.', '').length <= MOST_PLAIN_DIGITS;
}

/** Rows of a chunk that are computed otherwise than from `Number`, or left alone though they are plain. */
function misread(rows: readonly Row[]): { readonly wrong: readonly unknown[]; readonly prices: number } {
  const { obi, bestBid, bestAsk, leftAlone } = compute(rows);
  const wrong: unknown[] = [];
  let prices = 0;
  for (const [row, { bid, ask, bidSize, askSize }] of rows.entries()) {
    if (leftAlone[row] !== 0) {
      if (isPlain(bid) && isPlain(ask)) wrong.push({ leftAlone: rows[row] });
      continue;
    }
    prices += 2;
    const found = [bestBid[row]!, bestAsk[row]!, obi[row]!];
    const [bids, asks] = [Number(bidSize), Number(askSize)];
    const wanted = [Number(bid), Number(ask), (bids - asks) / (bids + asks)];
    if (found.some((value, index) => !Object.is(value, wanted[index]))) wrong.push({ row: rows[row], found, wanted });
  }
  return { wrong, prices };
}

it(`the level kernel reads the double that Number gives: ${PRICES} prices (seed ${SEED})`, { timeout: 120_000 }, () => {
  let prices = 0;
  let chunks = 0;
  while (prices < PRICES) {
    const outcome = misread(Array.from({ length: ROWS_A_CHUNK }, randomRow));
    if (outcome.wrong.length > 0) expect(outcome.wrong).toEqual([]);
    prices += outcome.prices;
    chunks++;
  }
  // What is not plain was there too.
  expect(2 * ROWS_A_CHUNK * chunks).toBeGreaterThan(1.1 * prices);
});

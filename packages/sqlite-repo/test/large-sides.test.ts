import type { RowQuery } from '@orderflow/core';
import { describe, expect, it } from 'vitest';
import { makeSource, processFile, query, withRepository } from './support/files.ts';
import { bookRow } from './support/rows.ts';

const SMALL = '[[99,3]]';
/** A page of rows with no larger side than 8 KiB comes all at once. */
const LARGE = `[${Array.from({ length: 4000 }, (_, level) => `[${90 - level / 1e4},1]`).join()}]`;
const ROWS = 50;
const large = new Set([17, 31, 32]);
const book = Array.from({ length: ROWS }, (_, index) =>
  bookRow(index + 1, { bids: large.has(index + 1) ? LARGE : SMALL }),
);

/** Ids and bids as they were read; an oversized side is null. */
function bidsOf(path: string, query: Omit<RowQuery, 'batchSize'>, batchSize: number, maxLevelBytes: number) {
  return withRepository(path, { maxLevelBytes }, async (repository) => {
    const rows: (readonly [id: number, bids: string | null])[] = [];
    for await (const { count, ids, text, offsets, oversized } of repository.iterateBookRows({ ...query, batchSize })) {
      for (let row = 0; row < count; row++) {
        const bids = Buffer.from(text.slice(offsets[3 * row], offsets[3 * row + 1])).toString();
        rows.push([ids[row]!, oversized[row] === 1 ? null : bids]);
      }
    }
    return rows;
  });
}

it.each([
  ['id', 7, 1e6],
  ['id', 100, 1e6],
  ['id', 7, 10_000],
  ['time', 7, 1e6],
  ['time', 7, 100],
] as const)(
  'reads small and large sides in the order of %s, %d at a time, up to %d bytes',
  async (order, batchSize, most) => {
    const path = makeSource({ book });
    const expected = book.map(({ id, bids }) => [id, String(bids).length > most ? null : bids]);
    expect(LARGE.length).toBeGreaterThan(10_000);
    expect(await bidsOf(path, { order }, batchSize, most)).toEqual(expected);
  },
);

describe('sides of more than 256 KiB, which come one by one', () => {
  const MOST = 600_000;
  const METRICS = 'SELECT snapshot_id, obi, best_bid, best_ask FROM metrics ORDER BY id';
  const sideOf = (levels: number) =>
    JSON.stringify(
      Array.from({ length: levels }, (_, level) => [100 + ((level * 7919) % levels) / 8, (level % 9) + 1]),
    );
  const texts = ['', SMALL, sideOf(30_000), sideOf(45_000), sideOf(60_000), '[[1,"x"]]'];
  const pairs = texts.flatMap((bids) => texts.map((asks) => [bids, asks] as const));
  const rows = pairs.map(([bids, asks], index) => bookRow(index + 1, { bids, asks }));

  const bestFirst = (text: string, sign: number): [number, number][] =>
    (text === '' ? [] : JSON.parse(text)).sort((a: number[], b: number[]) => sign * (a[0]! - b[0]!));
  const volumeOf = (levels: readonly [number, number][]) => levels.slice(0, 3).reduce((sum, [, size]) => sum + size, 0);

  /** What a row comes to over its best three levels; none where it cannot be used. */
  function metricsOf([bidText, askText]: readonly [string, string], index: number) {
    if ([bidText, askText].some((text) => text.length > MOST || text.includes('x'))) return [];
    const [bids, asks] = [bestFirst(bidText, -1), bestFirst(askText, 1)];
    const [bid, ask] = [volumeOf(bids), volumeOf(asks)];
    const obi = bid + ask === 0 ? 0 : (bid - ask) / (bid + ask);
    const [best_bid, best_ask] = [bids[0]?.[0] ?? null, asks[0]?.[0] ?? null];
    return [{ snapshot_id: BigInt(index + 1), obi, best_bid, best_ask }];
  }

  it.each([
    ['UTF-8', 1],
    // The limit is in bytes of the file.
    ['UTF-16le', 2],
  ])('come to what their levels do, in a file of %s', async (encoding, bytes) => {
    const path = makeSource({ book: rows }, { before: [`PRAGMA encoding = '${encoding}'`] });
    await processFile(path, { connect: { maxLevelBytes: bytes * MOST }, settings: { depth: 3 } });
    expect(texts.map(({ length }) => [length > 256 * 1024, length > MOST])).toContainEqual([true, false]);
    expect(texts.at(4)!.length).toBeGreaterThan(MOST);
    expect(query(path, METRICS)).toEqual(pairs.flatMap(metricsOf));
  });
});

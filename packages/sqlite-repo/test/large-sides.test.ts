import type { RowQuery } from '@orderflow/core';
import { expect, it } from 'vitest';
import { makeSource, withRepository } from './support/files.ts';
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

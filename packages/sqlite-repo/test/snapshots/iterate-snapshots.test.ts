import type { MarketBookRow, RowQuery } from '@orderflow/core';
import { makeRandom } from '@orderflow/torture';
import { describe, expect, it } from 'vitest';
import type { ConnectOptions } from '../../src/connect-options.ts';
import { type Layout, type Loose, makeSource, type SqlValue } from '../support/files.ts';
import { randomSide } from '../support/level-texts.ts';
import { bookRow, START } from '../support/rows.ts';
import { readBothWays, type SnapshotRow, withPool } from '../support/snapshot-rows.ts';

type BookRow = Loose<MarketBookRow>;

const SEED = 77;
const MEBIBYTE = 1024 * 1024;
const THREADS = [0, 1, 2, 3];
/** As many more lines as a row has that is read by itself. */
const FOUR_NEWLINES = '[\n[1,2],\n[3,4]\n]\n';
const BLOBS = 'CREATE TABLE book (id INTEGER PRIMARY KEY, instrument, bids, asks, timestamp)';
const QUERIES: readonly Omit<RowQuery, 'batchSize'>[] = [
  { order: 'id' },
  { order: 'time' },
  { order: 'id', afterId: 70 },
  { order: 'time', afterId: 70 },
  { order: 'time', after: { timestamp: START + 100_000, nanoseconds: 0, id: 100 } },
  { order: 'time', range: { start: { timestamp: START + 50_000, nanoseconds: 0 } } },
  { order: 'time', instrument: 'ETH' },
];

function rows(count: number, changes: (index: number) => Partial<BookRow> = () => ({})): BookRow[] {
  return Array.from({ length: count }, (_, index) => bookRow(index + 1, changes(index)));
}

/** Every `step`th row is changed. */
function every(step: number, changes: Partial<BookRow>, count = 300): BookRow[] {
  return rows(count, (index) => (index % step === step - 1 ? changes : {}));
}

/** A side of exactly so many bytes, with one level. */
function sideOf(bytes: number): string {
  return `[[99,${'0'.repeat(bytes - 7)}1]]`;
}

function oddRows(count: number): BookRow[] {
  const random = makeRandom(SEED);
  const pick = <Value>(values: readonly Value[]) => values[Math.floor(random() * values.length)]!;
  return rows(count, (index) => ({
    bids: random() < 0.02 ? null : randomSide(random),
    asks: random() < 0.02 ? null : randomSide(random),
    instrument: pick(['BTC', 'BTC', 'ETH', 'ETH', 'ü', index % 97 === 0 ? pick([null, '', 'a\nb']) : 'BTC']),
    timestamp: pick([String(START + index), String(START + 1000 * index), `${START + index}.25`, pick(TIMES)]),
  }));
}

const TIMES: readonly SqlValue[] = [
  null,
  '',
  'soon',
  '1720000000',
  '1720000000000123456',
  '2024-07-03T09:46:40Z',
  '01720000000000',
  '1720000000000\n',
  '1720000000000 ',
  `1720000000000.${'0'.repeat(49)}é`,
  `1720000000000.${'0'.repeat(51)}`,
];

const FILES: Readonly<Record<string, readonly [book: readonly BookRow[], layout?: Layout]>> = {
  'plain rows': [rows(500)],
  'odd rows': [oddRows(2000)],
  'several instruments': [rows(500, (index) => ({ instrument: `I${index % 7}` }))],
  'ids with small holes': [rows(500).filter((_, index) => index % 3 !== 0)],
  'ids with wide holes': [rows(300).map((row, index) => bookRow(index * 1_000_003, { timestamp: row.timestamp }))],
  'ids at both ends': [
    [bookRow(1), ...[-(2 ** 53) + 1, -5, 2 ** 53 - 1].map((id) => ({ ...bookRow(2), id })), bookRow(4)],
  ],
  'no rows': [[]],
  'missing sides': [every(5, { bids: null, asks: null })],
  'sides that are blobs and numbers': [
    [...every(7, { bids: Buffer.from('[[98,2]]'), asks: 5 }), bookRow(301, { asks: Buffer.from([0xff]) })],
    { book: BLOBS },
  ],
  'names that are blobs and numbers': [
    rows(300, (index) => ({ instrument: [Buffer.from('BTC'), 'BTC', 7, null][index % 4]! })),
    { book: BLOBS },
  ],
  'integer times': [rows(300, (index) => ({ timestamp: START + index })), { book: BLOBS }],
  'real times': [rows(300, (index) => ({ timestamp: START + index + 0.5 })), { book: BLOBS }],
  'times as integers and texts': [
    rows(300, (index) => ({ timestamp: index % 2 === 0 ? START + index : String(START + index) })),
    { book: BLOBS },
  ],
  'times in reverse': [rows(500, (index) => ({ timestamp: String(START + 1e6 - 700 * index) }))],
  'UTF-16': [oddRows(300), { before: ["PRAGMA encoding = 'UTF-16le'"] }],
  'ids that are no row ids': [
    rows(300).reverse(),
    { book: BLOBS.replace('PRIMARY KEY', 'PRIMARY KEY DESC'), after: ['CREATE INDEX all_of_it ON book (asks, bids)'] },
  ],
  'a table without row ids': [rows(300).reverse(), { book: `${BLOBS} WITHOUT ROWID` }],
  'an index over all columns': [
    rows(300, (index) => ({ instrument: `I${(index * 37) % 11}` })),
    { after: ['CREATE INDEX all_of_it ON book (instrument, timestamp, bids, asks)', 'ANALYZE'] },
  ],
  'sides around the limit of a chunk': [
    rows(90, (index) => ({ bids: sideOf([4095, 4096, 4097, 65_535, 65_536, 65_537, 20][index % 7]!) })),
  ],
  'a large side beside a newline, which make up for each other': [
    every(16, { bids: sideOf(70_000) }, 96).map((row, index) =>
      index % 16 === 3 ? { ...row, bids: FOUR_NEWLINES } : row,
    ),
  ],
  'a missing time beside newlines, which make up for each other': [
    rows(96, (index) => [{ timestamp: null }, { bids: FOUR_NEWLINES }][index % 16] ?? {}),
  ],
};

async function expectAgreement(path: string, query: RowQuery, depth: number | null, options: ConnectOptions) {
  const { found, wanted } = await readBothWays(path, query, depth, options);
  expect(differences(found, wanted)).toEqual([]);
}

function differences(found: readonly SnapshotRow[], wanted: readonly SnapshotRow[]) {
  const isSame = (row: SnapshotRow, other: SnapshotRow | undefined) =>
    row.length === other?.length && row.every((value, index) => Object.is(value, other[index]));
  const different = wanted.flatMap((row, index) => (isSame(row, found[index]) ? [] : [[found[index], row]]));
  return found.length === wanted.length ? different : [[found.length, wanted.length]];
}

describe.each(THREADS)('snapshots of %i worker threads', (threads) => {
  it.each(Object.entries(FILES))('are what core makes of %s', async (_, [book, layout]) => {
    const path = makeSource({ book }, layout);
    const options = withPool(threads);
    for (const query of QUERIES) {
      await expectAgreement(path, { ...query, batchSize: 1000 }, null, options);
      await expectAgreement(path, { ...query, batchSize: 7 }, 2, options);
    }
  });

  it('are what core makes of sides beyond the largest that may be', { timeout: 30_000 }, async () => {
    const book = [10, 19, 20, 21, 1000].flatMap((bytes, index) => [
      bookRow(2 * index, { bids: sideOf(bytes) }),
      bookRow(2 * index + 1, { asks: sideOf(bytes) }),
    ]);
    const query = { order: 'id', batchSize: 1000 } as const;
    await expectAgreement(makeSource({ book }), query, null, { ...withPool(threads), maxLevelBytes: 20 });
    const huge = [bookRow(1), bookRow(2, { asks: sideOf(16 * MEBIBYTE) }), bookRow(3, { bids: sideOf(17 * MEBIBYTE) })];
    await expectAgreement(makeSource({ book: huge }), query, null, withPool(threads));
  });

  it('come in batches that are never empty or larger than asked for', async () => {
    const path = makeSource({ book: rows(500).filter((_, index) => index < 10 || index > 400) });
    for (const batchSize of [1, 2, 3, 63, 64, 65, 1000]) {
      for (const order of ['id', 'time'] as const) {
        await expectAgreement(path, { order, batchSize }, null, withPool(threads));
      }
    }
  });
});

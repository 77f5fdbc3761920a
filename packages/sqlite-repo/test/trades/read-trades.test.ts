import type { MarketTradeRow, RowQuery, TradeColumns } from '@orderflow/core';
import { makeRandom } from '@orderflow/torture';
import { describe, expect, it } from 'vitest';
import type { ConnectOptions } from '../../src/connect-options.ts';
import { SQLiteOrderflowRepository } from '../../src/sqlite-orderflow-repository.ts';
import { type Layout, type Loose, makeSource, type SqlValue } from '../support/files.ts';
import { START, tradeRow } from '../support/rows.ts';
import { withPool } from '../support/snapshot-rows.ts';

type TradeRow = Loose<MarketTradeRow>;

const SEED = 78;
const THREADS = [0, 1, 2];
const ANY = 'CREATE TABLE trades (id INTEGER PRIMARY KEY, instrument, trade_id, price, size, side, timestamp)';
const QUERIES: readonly Omit<RowQuery, 'batchSize'>[] = [
  { order: 'id' },
  { order: 'time' },
  { order: 'id', afterId: 70 },
  { order: 'time', afterId: 70 },
  { order: 'time', after: { timestamp: START + 100_000, nanoseconds: 0, id: 100 } },
  { order: 'time', range: { start: { timestamp: START + 50_000, nanoseconds: 0 } } },
  { order: 'time', instrument: 'ETH' },
];
const ODD_PRICES: readonly SqlValue[] = [
  null,
  0,
  -1,
  '7.25',
  ' 8 ',
  '',
  'x',
  7,
  Buffer.from('9'),
  Number.POSITIVE_INFINITY,
  5e-324,
];
const ODD_SIDES: readonly SqlValue[] = ['BUY', 'Sell', 'sELL', null, '', 'hold', Buffer.from('buy'), 1];
const ODD_NAMES: readonly SqlValue[] = [null, '', 'a\nb', 'ü', 7, Buffer.from('BTC')];
const ODD_TIMES: readonly SqlValue[] = [
  null,
  '',
  'soon',
  '1720000000',
  '1720000000000123456',
  '2024-07-03T09:46:40Z',
  '1720000000000\n',
  START,
  START + 0.5,
];

function rows(count: number, changes: (index: number) => Partial<TradeRow> = () => ({})): TradeRow[] {
  return Array.from({ length: count }, (_, index) => ({ ...tradeRow(index + 1), ...changes(index) }));
}

/** Mostly plain rows, so that some reads are plain and others are not. */
function oddRows(count: number, share: number): TradeRow[] {
  const random = makeRandom(SEED);
  const pick = <Value>(values: readonly Value[]) => values[Math.floor(random() * values.length)]!;
  const sometimes = (values: readonly SqlValue[], usual: SqlValue) => (random() < share ? pick(values) : usual);
  return rows(count, (index) => ({
    instrument: sometimes(ODD_NAMES, pick(['BTC', 'ETH'])),
    price: sometimes(ODD_PRICES, 60_000 + random()),
    size: sometimes(ODD_PRICES, random() * 10 ** (random() * 20 - 10)),
    side: sometimes(ODD_SIDES, pick(['buy', 'sell'])),
    timestamp: sometimes(ODD_TIMES, String(START + 500 * index)),
  }));
}

const FILES: Readonly<Record<string, readonly [trades: readonly TradeRow[], layout?: Layout]>> = {
  'plain rows': [oddRows(3000, 0)],
  'a few odd rows': [oddRows(3000, 0.0002), { trades: ANY }],
  'odd rows': [oddRows(1000, 0.1)],
  'odd rows of columns without affinity': [oddRows(1000, 0.1), { trades: ANY }],
  'a missing time beside newlines, which make up for each other': [
    rows(96, (index) => [{ timestamp: null }, { instrument: `A\n\n\n${START}\nB` }][index % 16] ?? {}),
  ],
  'sides that a column compares in its own way': [
    rows(96, (index) => ({ side: ['buy', 'sell ', 'buy ', 'sell'][index % 4]! })),
    { trades: ANY.replace('side', 'side TEXT COLLATE RTRIM') },
  ],
  'ids with small holes': [oddRows(500, 0).filter((_, index) => index % 3 !== 0)],
  'ids with wide holes': [oddRows(300, 0).map((row, index) => ({ ...row, id: index * 1_000_003 }))],
  'ids at both ends': [[1, -(2 ** 53) + 1, -5, 2 ** 53 - 1].map((id) => ({ ...tradeRow(1), id }))],
  'no rows': [[]],
  'times in reverse': [rows(500, (index) => ({ timestamp: String(START + 1e6 - 700 * index) }))],
  'times in reverse, with an index': [
    rows(500, (index) => ({ timestamp: String(START + 1e6 - 700 * index) })),
    { after: ['CREATE INDEX by_time ON trades (timestamp)'] },
  ],
  'UTF-16': [oddRows(300, 0.05), { before: ["PRAGMA encoding = 'UTF-16le'"] }],
  'a table without row ids': [oddRows(300, 0).reverse(), { trades: `${ANY} WITHOUT ROWID` }],
};

/** Every value of every batch, but the exchange's ids. */
async function rowsOf(batches: AsyncIterable<TradeColumns>) {
  const found: unknown[][] = [];
  for await (const columns of batches) {
    const { ids, instruments, instrumentNames, timestamps, nanoseconds, prices, sizes, sides } = columns;
    expect(columns.tradeIds).toHaveLength(columns.count);
    for (let row = 0; row < columns.count; row++) {
      const key = [ids[row], instrumentNames[instruments[row]!], timestamps[row], nanoseconds[row]];
      found.push([...key, prices[row], sizes[row], sides[row]]);
    }
  }
  return found;
}

/** The trades as they are read without the exchange's ids, by chunks, and with them, row by row. */
async function expectAgreement(path: string, query: RowQuery, options: ConnectOptions) {
  const chunked = SQLiteOrderflowRepository.connect(path, options);
  const rowwise = SQLiteOrderflowRepository.connect(path, options);
  try {
    const found = await rowsOf(chunked.iterateTradeRows({ ...query, withTradeIds: false }));
    expect(found).toEqual(await rowsOf(rowwise.iterateTradeRows(query)));
    expect(chunked.timestampFormats('trades').toSorted()).toEqual(rowwise.timestampFormats('trades').toSorted());
  } finally {
    chunked.close();
    rowwise.close();
  }
}

describe.each(THREADS)('trades without ids, of %i worker threads', (threads) => {
  it.each(Object.entries(FILES))('are those that are read row by row of %s', async (_, [trades, layout]) => {
    const path = makeSource({ trades }, layout);
    for (const query of QUERIES) {
      for (const batchSize of [7, 1000, 10_000])
        await expectAgreement(path, { ...query, batchSize }, withPool(threads));
    }
  });
});

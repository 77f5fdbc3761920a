import { makeRandom } from '@orderflow/torture';
import { describe, expect, it } from 'vitest';
import { appendRows, dumpOutput, makeSource, metricsOf, processFile, type SourceRows } from './support/files.ts';
import { type Market, marketRows, permuteIds } from './support/rows.ts';

const MATCHINGS = ['window', 'exact'] as const;

type Dump = ReturnType<typeof dumpOutput>;

const fullRuns = new Map<string, Dump>();

async function fullRun(rows: SourceRows, tradeMatching: 'window' | 'exact' = 'window'): Promise<Dump> {
  const known = rows === market ? fullRuns.get(tradeMatching) : undefined;
  if (known !== undefined) return known;
  const path = makeSource(rows);
  await processFile(path, { settings: { tradeMatching } });
  const dump = dumpOutput(path);
  if (rows === market) fullRuns.set(tradeMatching, dump);
  return dump;
}

/** Splits rows in two parts by chance. */
function split<Row>(rows: readonly Row[], share: number, random: () => number): [kept: Row[], late: Row[]] {
  const kept: Row[] = [];
  const late: Row[] = [];
  for (const row of rows) (random() < share ? late : kept).push(row);
  return [kept, late];
}

/** Rows as they would come in the order of their ids: ids in order of time. */
function withIds<Row extends { readonly id: number }>(rows: readonly Row[], first: number, step = 1): Row[] {
  return rows.map((row, index) => ({ ...row, id: first + index * step }));
}

const market = marketRows({
  seed: 11,
  snapshots: 2500,
  instruments: ['BTC-USDT', 'ETH-USDT', 'SOL-USDT'],
  repeatedTimestamps: 0.2,
  intervalMs: 200,
  oddities: 0.05,
});

describe('processing in other steps ends with the same bytes', () => {
  it.each([1, 7, 1000, 100_000])('with batches of %i', { timeout: 30_000 }, async (batchSize) => {
    const path = makeSource(market);
    await processFile(path, { batchSize });
    const dump = dumpOutput(path);
    expect(dump.orderflow_checkpoints).toHaveLength(2);
    expect(dump).toEqual(await fullRun(market));
  });

  it.each(MATCHINGS)('when rows are appended at random cuts (%s)', async (tradeMatching) => {
    const random = makeRandom(21);
    const path = makeSource({});
    const ends = Array.from({ length: 6 }, () => random()).sort((a, b) => a - b);
    let before: Market = { book: [], trades: [] };
    for (const end of [...ends, 1]) {
      const next = cutByTime(market, end);
      appendRows(path, without(next, before));
      await processFile(path, { settings: { tradeMatching }, batchSize: 300 });
      before = next;
    }
    expect(dumpOutput(path)).toEqual(await fullRun(market, tradeMatching));
  });

  it.each(MATCHINGS)('when books and trades are appended at cuts of their own (%s)', async (tradeMatching) => {
    const random = makeRandom(22);
    const path = makeSource({});
    let book = 0;
    let trades = 0;
    for (let step = 1; step <= 8; step++) {
      const isLast = step === 8;
      const bookEnd = isLast ? market.book.length : Math.floor(((step + random()) / 9) * market.book.length);
      const tradeEnd = isLast ? market.trades.length : Math.floor(((step + random()) / 9) * market.trades.length);
      appendRows(path, { book: market.book.slice(book, bookEnd), trades: market.trades.slice(trades, tradeEnd) });
      await processFile(path, { settings: { tradeMatching }, batchSize: 500 });
      [book, trades] = [Math.max(book, bookEnd), Math.max(trades, tradeEnd)];
    }
    expect(dumpOutput(path)).toEqual(await fullRun(market, tradeMatching));
  });

  it.each(MATCHINGS)('when ids are permuted (%s)', async (tradeMatching) => {
    const plain = makeSource(market);
    await processFile(plain, { settings: { tradeMatching } });
    const random = makeRandom(23);
    const path = makeSource({ book: permuteIds(market.book, random), trades: permuteIds(market.trades, random) });
    await processFile(path, { settings: { tradeMatching }, batchSize: 400 });
    const values = (file: string) =>
      metricsOf(file).map(({ id, timestamp, obi, cvd, best_bid, best_ask }) => [
        id,
        timestamp,
        obi,
        cvd,
        best_bid,
        best_ask,
      ]);
    expect(values(path)).toEqual(values(plain));
  });

  it.each(MATCHINGS)('when ids are permuted and rows are appended (%s)', async (tradeMatching) => {
    const random = makeRandom(24);
    const rows = { book: permuteIds(market.book, random), trades: permuteIds(market.trades, random) };
    const path = makeSource({});
    for (const part of inParts(rows, 5)) {
      appendRows(path, part);
      await processFile(path, { settings: { tradeMatching } });
    }
    expect(dumpOutput(path)).toEqual(await fullRun(rows, tradeMatching));
  });

  describe.each(MATCHINGS)('when rows come late (%s)', (tradeMatching) => {
    it.each([
      ['a few book rows', 0.002, 0],
      ['a few trades', 0, 0.002],
      ['many of both', 0.3, 0.3],
      ['nearly all', 0.95, 0.95],
    ])('%s with larger ids', async (_, bookShare, tradeShare) => {
      const random = makeRandom(31);
      const [book, lateBook] = split(market.book, bookShare, random);
      const [trades, lateTrades] = split(market.trades, tradeShare, random);
      const first = { book: withIds(book, 1), trades: withIds(trades, 1) };
      const late = {
        book: withIds(lateBook, book.length + 1),
        trades: withIds(lateTrades, trades.length + 1),
      };
      const path = makeSource(first);
      await processFile(path, { settings: { tradeMatching } });
      appendRows(path, late);
      await processFile(path, { settings: { tradeMatching } });
      const all = { book: [...first.book, ...late.book], trades: [...first.trades, ...late.trades] };
      expect(dumpOutput(path)).toEqual(await fullRun(all, tradeMatching));
    });

    it('one at a time, with ids between the others and below them', async () => {
      const random = makeRandom(32);
      const [book, lateBook] = split(market.book, 0.003, random);
      const [trades, lateTrades] = split(market.trades, 0.003, random);
      const path = makeSource({ book, trades });
      await processFile(path, { settings: { tradeMatching } });
      for (const row of lateBook) {
        appendRows(path, { book: [row] });
        await processFile(path, { settings: { tradeMatching } });
      }
      for (const row of lateTrades) {
        appendRows(path, { trades: [row] });
        await processFile(path, { settings: { tradeMatching } });
      }
      expect(lateBook.length + lateTrades.length).toBeGreaterThan(8);
      expect(dumpOutput(path)).toEqual(await fullRun(market, tradeMatching));
    });

    it('before the very first', async () => {
      const path = makeSource({ book: market.book.slice(40), trades: market.trades.slice(40) });
      await processFile(path, { settings: { tradeMatching } });
      appendRows(path, { trades: market.trades.slice(0, 40) });
      await processFile(path, { settings: { tradeMatching } });
      appendRows(path, { book: market.book.slice(0, 40) });
      await processFile(path, { settings: { tradeMatching } });
      expect(dumpOutput(path)).toEqual(await fullRun(market, tradeMatching));
    });

    it('of times that are there already, with smaller ids', async () => {
      const double = market.book.flatMap((row) => [
        { ...row, id: 2 * row.id, bids: '[[1,2]]' },
        { ...row, id: 2 * row.id + 1 },
      ]);
      const late = double.filter((row, index) => index % 2 === 0 && row.id % 300 === 0);
      const path = makeSource({ book: double.filter((row) => !late.includes(row)), trades: market.trades });
      await processFile(path, { settings: { tradeMatching } });
      appendRows(path, { book: late });
      await processFile(path, { settings: { tradeMatching } });
      expect(late.length).toBeGreaterThan(5);
      expect(dumpOutput(path)).toEqual(await fullRun({ book: double, trades: market.trades }, tradeMatching));
    });
  });

  it('when rows come while it runs', async () => {
    const path = makeSource({ book: market.book.slice(0, 1500), trades: market.trades.slice(0, 900) });
    const rest = inParts({ book: market.book.slice(1500), trades: market.trades.slice(900) }, 6);
    let batches = 0;
    await processFile(path, {
      batchSize: 100,
      onProgress: () => {
        const part = ++batches % 3 === 0 ? rest.shift() : undefined;
        if (part !== undefined) appendRows(path, part);
      },
    });
    for (const part of rest) appendRows(path, part);
    await processFile(path);
    expect(dumpOutput(path)).toEqual(await fullRun(market));
  });
});

/** The rows before a share of the time that a market spans; unreadable times by their neighbours. */
function cutByTime({ book, trades }: Market, share: number): Market {
  return {
    book: book.slice(0, Math.ceil(share * book.length)),
    trades: trades.slice(0, Math.ceil(share * trades.length)),
  };
}

function without(next: Market, before: Market): Market {
  return { book: next.book.slice(before.book.length), trades: next.trades.slice(before.trades.length) };
}

function inParts({ book, trades }: Market, count: number): Market[] {
  const part = <Row>(rows: readonly Row[], index: number): Row[] =>
    rows.slice(Math.floor((index * rows.length) / count), Math.floor(((index + 1) * rows.length) / count));
  return Array.from({ length: count }, (_, index) => ({ book: part(book, index), trades: part(trades, index) }));
}

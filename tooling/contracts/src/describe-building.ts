import { CANDLE_SECONDS, LINE_SERIES, TOP_LEVEL } from '@orderflow/core';
import { afterEach, describe, expect, it } from 'vitest';
import { dumpInstrument, dumpTiles, type MarketRows, makeMarket, processRows } from './pyramid-rows.ts';
import type { MakeRepository, RepositoryUnderTest } from './repository-under-test.ts';

const NAMES = ['BTC', 'ETH'];
const market = makeMarket();

/** The tiles that processing leaves, however it goes about it. */
export function describeBuilding(make: MakeRepository): void {
  const opened: RepositoryUnderTest[] = [];
  afterEach(async () => {
    for (const open of opened.splice(0)) await open.close();
  });
  const openWith = async (rows: Partial<MarketRows>): Promise<RepositoryUnderTest> => {
    const open = await make(rows);
    opened.push(open);
    return open;
  };
  const reopen = async (open: RepositoryUnderTest): Promise<RepositoryUnderTest> => {
    opened.splice(opened.indexOf(open), 1, await open.reopen());
    return opened.at(-1)!;
  };
  const tilesOf = ({ metrics }: RepositoryUnderTest, names = NAMES) => dumpTiles(metrics.tiles!, names);
  let whole: readonly unknown[] | null = null;
  /** The tiles of a run that has all rows of the market from the start. */
  const wholeTiles = async (): Promise<readonly unknown[]> => {
    if (whole !== null) return whole;
    const open = await openWith(market);
    await processRows(open);
    whole = await tilesOf(open);
    return whole;
  };

  describe('the tiles of a run', () => {
    it('are of every kind', async () => {
      const kinds = (await wholeTiles()).filter(Array.isArray).map(([kind, series]) => `${kind} ${series}`);
      for (const series of LINE_SERIES) expect(kinds).toContain(`buckets ${series}`);
      expect(kinds).toContain('candles trades');
      expect(kinds).not.toContain('candles mid');
      const untraded = await openWith({ book: market.book });
      await processRows(untraded);
      const bases = (await tilesOf(untraded)).filter(Array.isArray).map(([kind, basis]) => `${kind} ${basis}`);
      expect(bases).toContain('candles mid');
    });

    it.each([
      [1, 32_768],
      [7, 50],
      [1000, 1],
      [100_000, 777],
    ])('are the same in batches of %i, %i rows a transaction', async (batchSize, commitRows) => {
      const open = await openWith(market);
      await processRows(open, { batchSize, commitRows });
      expect(await tilesOf(open)).toEqual(await wholeTiles());
    });

    it('are the same where rows come in steps, trades sooner or later than snapshots', async () => {
      let open = await openWith({});
      const steps = [0, 0.1, 0.11, 0.4, 0.41, 0.7, 1];
      for (let step = 1; step < steps.length; step++) {
        const part = (rows: MarketRows[keyof MarketRows], from: number, to: number) =>
          rows.slice(Math.floor(from * rows.length), Math.floor(to * rows.length));
        const ahead = (share: number, at: number) => (share === 0 || share === 1 ? share : share + 0.01 * (at % 3));
        const [from, to] = [steps[step - 1]!, steps[step]!];
        await open.append({
          book: part(market.book, from, to) as MarketRows['book'],
          trades: part(market.trades, ahead(from, step - 1), ahead(to, step)) as MarketRows['trades'],
        });
        await processRows(open, { batchSize: 300, commitRows: 300 });
        if (step % 2 === 0) open = await reopen(open);
      }
      expect(await tilesOf(open)).toEqual(await wholeTiles());
    });

    it('are the same where a run ends early and another goes on', async () => {
      const open = await openWith(market);
      for (const batches of [0, 3, 1, 5]) {
        let left = batches;
        const signal = { aborted: false };
        const onProgress = () => {
          signal.aborted = left-- <= 0;
        };
        await processRows(open, { batchSize: 400, commitRows: 400, signal, onProgress });
      }
      await processRows(open);
      expect(await tilesOf(open)).toEqual(await wholeTiles());
    });

    it('are the same where rows come late', async () => {
      const isLate = ({ id }: { readonly id: number }) => id % 500 === 499;
      const onTime = {
        book: market.book.filter((row) => !isLate(row)),
        trades: market.trades.filter((row) => !isLate(row)),
      };
      const open = await openWith(onTime);
      await processRows(open);
      await open.append({ book: market.book.filter(isLate), trades: market.trades.filter(isLate) });
      await processRows(open, { commitRows: 500 });
      expect(await tilesOf(open)).toEqual(await wholeTiles());
    });

    it('are the same where trades come to a source that had none', async () => {
      const open = await openWith({ book: market.book });
      await processRows(open);
      await open.append({ trades: market.trades });
      await processRows(open);
      expect(await tilesOf(open)).toEqual(await wholeTiles());
    });

    it('are the same when they are computed by force', async () => {
      const open = await openWith(market);
      await processRows(open);
      await processRows(open, { force: true });
      expect(await tilesOf(open)).toEqual(await wholeTiles());
    });

    it('are gone when everything is taken back', async () => {
      const open = await openWith(market);
      await processRows(open);
      await open.metrics.rewindTo(null);
      const nothing = NAMES.flatMap((name) => [name, ['trades', false], ['mid', false]]);
      expect((await tilesOf(open)).slice(1)).toEqual(nothing);
      await processRows(open);
      expect(await tilesOf(open)).toEqual(await wholeTiles());
    });

    it('of an instrument are those that it has alone', async () => {
      const open = await openWith(market);
      await processRows(open);
      for (const name of NAMES) {
        const own = { book: market.book.filter(isOwn(name)), trades: market.trades.filter(isOwn(name)) };
        const alone = await openWith(own);
        await processRows(alone);
        const wanted = (await dumpInstrument(alone.metrics.tiles!, name)).map(withoutNumbers);
        expect((await dumpInstrument(open.metrics.tiles!, name)).map(withoutNumbers)).toEqual(wanted);
        expect(wanted.length).toBeGreaterThan(LINE_SERIES.length * TOP_LEVEL * 0.3 + CANDLE_SECONDS.length);
      }
    });

    it('are those of before where a run has nothing to do', async () => {
      const open = await openWith(market);
      await processRows(open);
      const before = await tilesOf(open);
      await processRows(open);
      expect(await tilesOf(open)).toEqual(before);
    });
  });
}

function isOwn(name: string) {
  return ({ instrument }: { readonly instrument: string | null }) => instrument === name;
}

/** Metrics are numbered over all instruments. */
function withoutNumbers(entry: unknown): unknown {
  const [kind, place, ...bytes] = entry as unknown[];
  return kind === 'times' ? [kind, { ...(place as object), lastMetric: 0 }, ...bytes] : entry;
}

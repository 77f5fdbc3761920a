import { existsSync, renameSync } from 'node:fs';
import { basename } from 'node:path';
import { DataSet, DEFAULT_CONFIGURATION } from '@orderflow/core';
import { describe, expect, it } from 'vitest';
import { SQLiteOrderflowRepository } from '../src/sqlite-orderflow-repository.ts';
import { change, fileChecksum, filesBeside, makeSource, newPath, processFile } from './support/files.ts';
import { marketRows, tradeRow } from './support/rows.ts';

const INSTRUMENT = 'BTC-USDT';
const DROP = { book: 'DROP TABLE book', trades: 'DROP TABLE trades' };
const PIXELS = 400;

const market = marketRows({ seed: 7, snapshots: 3000, levels: 2, instruments: [INSTRUMENT], tradesPerSecond: 2 });

/** Opens a file as one data set, reads from it, and makes sure that it stays as it was. */
async function reading<Result>(path: string, read: (dataSet: DataSet) => Promise<Result>): Promise<Result> {
  const before = fileChecksum(path);
  const repository = SQLiteOrderflowRepository.connect(path, { partial: true });
  try {
    const source = { repository, metrics: repository };
    return await read(await DataSet.open([source], { settings: DEFAULT_CONFIGURATION, batchSize: 500 }));
  } finally {
    repository.close();
    expect(fileChecksum(path)).toBe(before);
    expect(filesBeside(path)).toEqual([basename(path)]);
  }
}

/** The four panes. */
async function panesOf({ series }: DataSet) {
  const query = { instrument: INSTRUMENT, pixels: PIXELS };
  return {
    candles: await series.readSeries({ ...query, series: 'candles', windowSeconds: 60 }),
    obi: await series.readSeries({ ...query, series: 'obi' }),
    cvd: await series.readSeries({ ...query, series: 'cvd' }),
  };
}

describe('a file that is read in part', () => {
  it.each([
    ['no table book', () => makeFile(DROP.book)],
    ['an empty table book', () => makeFile('DELETE FROM book')],
  ])('has candles and volume of its trades, with %s', async (_, make) => {
    const { parts, candles, obi, cvd } = await reading(make(), async (dataSet) => ({
      parts: dataSet.parts,
      ...(await panesOf(dataSet)),
    }));
    expect(parts).toMatchObject([{ instrument: INSTRUMENT, snapshots: 0, state: null }]);
    expect(candles).toMatchObject({ basis: 'trades', live: expect.stringContaining('no snapshots') });
    const volumes = [...candles.bars.buyVolumes, ...candles.bars.sellVolumes];
    const sizes = market.trades.reduce((sum, { size }) => sum + Number(size), 0);
    expect(volumes.reduce((sum, volume) => sum + volume, 0)).toBeCloseTo(sizes, 6);
    expect([obi.timestamps.length, cvd.timestamps.length]).toEqual([0, 0]);
  });

  it('has mids, OBI and a CVD that stays at 0 without a table trades', async () => {
    const { candles, obi, cvd } = await reading(makeFile(DROP.trades), panesOf);
    expect(candles.basis).toBe('mid');
    expect(obi.timestamps.length).toBeGreaterThan(100);
    expect(new Set('values' in cvd ? cvd.values : cvd.closes)).toEqual(new Set([0]));
  });

  it('has all panes of its stored metrics, and says that there are no rows to prove them', async () => {
    const path = makeFile();
    await processFile(path);
    const whole = await reading(path, panesOf);
    change(path, DROP.book, DROP.trades);
    await reading(path, async (dataSet) => {
      expect(dataSet.parts).toMatchObject([{ reason: null, missing: expect.stringContaining('not there') }]);
      expect(await panesOf(dataSet)).toEqual(whole);
      const at = dataSet.parts[0]!.first;
      await expect(dataSet.proofs.prove({ instrument: INSTRUMENT, at })).rejects.toMatchObject({
        code: 'empty-range',
        message: expect.stringContaining('open the file that has the rows'),
      });
    });
  });

  it('has candles of mids where the metrics have no pyramid', async () => {
    const path = makeFile();
    await processFile(path);
    change(path, DROP.book, DROP.trades, 'DROP TABLE orderflow_pyramid');
    const { candles, cvd } = await reading(path, panesOf);
    expect(candles).toMatchObject({ basis: 'mid', live: 'the stored metrics have no pyramid yet' });
    const minutes = new Set(market.book.map(({ timestamp }) => Math.floor(Number(timestamp) / 60_000)));
    expect(candles.bars.count).toBe(minutes.size);
    expect(cvd.timestamps.length).toBeGreaterThan(100);
  });

  it('has the metrics of another file once that is gone', async () => {
    const path = makeFile();
    const output = newPath();
    await processFile(path, { connect: { output } });
    expect(() => SQLiteOrderflowRepository.connect(output, { partial: true })).toThrow(/open that file instead/);
    const { obi } = await reading(path, panesOf);
    renameSync(path, newPath());
    expect(existsSync(path)).toBe(false);
    expect((await reading(output, panesOf)).obi).toMatchObject({ live: null, timestamps: obi.timestamps });
  });

  it('finds an instrument that only trades name among many that snapshots name', async () => {
    const other = tradeRow(900_001, { instrument: 'ETH-USDT' });
    const path = makeSource({ ...market, trades: [...market.trades, other] });
    const instruments = () => reading(path, async (dataSet) => dataSet.instruments);
    expect(await instruments()).toEqual([INSTRUMENT, 'ETH-USDT']);
    await processFile(path);
    expect(await instruments()).toEqual([INSTRUMENT, 'ETH-USDT']);
  });

  it('needs one of its tables or metrics of ours, and is no place to write to', () => {
    const bare = newPath();
    change(bare, 'CREATE TABLE metrics (id INTEGER PRIMARY KEY)');
    const refused = expect.objectContaining({ code: 'source-schema', message: expect.stringMatching(/no table book/) });
    expect(() => SQLiteOrderflowRepository.connect(bare, { partial: true })).toThrow(refused);
    const path = makeFile(DROP.book);
    expect(() => SQLiteOrderflowRepository.connect(path)).toThrow(refused);
    expect(() => SQLiteOrderflowRepository.connect(path, { partial: true, write: true })).toThrow(refused);
  });
});

/** The market in a file, changed. */
function makeFile(...changes: readonly string[]): string {
  return makeSource(market, { after: changes });
}

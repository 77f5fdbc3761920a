import { describe, expect, it } from 'vitest';
import { firstTrades } from '../../src/columns/first-trades.ts';
import { joinTrades } from '../../src/columns/join-trades.ts';
import { metricsFrom } from '../../src/columns/metrics-from.ts';
import { MetricColumnsBuilder, TradeColumnsBuilder, tradeFromRow } from '../../src/index.ts';
import { metricAt, metricColumnsOf, type StoredMetric } from '../support/memory-metrics-repository.ts';
import { tradeColumnsOf } from '../support/trade-columns.ts';

function metricRow(snapshotId: number, changes: Partial<StoredMetric> = {}): StoredMetric {
  const timestamp = 100 * snapshotId;
  const values = { obi: snapshotId / 10, cvd: -snapshotId, bestBid: snapshotId, bestAsk: null };
  return { snapshotId, instrument: 'A', timestamp, nanoseconds: 5, text: `t${snapshotId}`, ...values, ...changes };
}

const ROWS = [metricRow(1), metricRow(2, { instrument: 'B' }), metricRow(3), metricRow(4)];

function rowsOf(columns: ReturnType<typeof metricColumnsOf>): readonly StoredMetric[] {
  return Array.from({ length: columns.count }, (_, row) => metricAt(columns, row));
}

describe('MetricColumnsBuilder', () => {
  it('collects rows of other columns', () => {
    const columns = metricColumnsOf(ROWS);
    const builder = new MetricColumnsBuilder(4);
    for (const row of [0, 1, 3]) builder.push(columns, row);
    expect(rowsOf(builder.build(columns.instrumentNames))).toEqual([ROWS[0], ROWS[1], ROWS[3]]);
  });

  it('gives empty columns before the first row', () => {
    expect(rowsOf(new MetricColumnsBuilder(0).build([]))).toEqual([]);
  });
});

describe('metricsFrom', () => {
  it('keeps the rows at or after a moment, to the nanosecond', () => {
    const from = (timestamp: number, nanoseconds: number) =>
      rowsOf(metricsFrom(metricColumnsOf(ROWS), { timestamp, nanoseconds })).map(({ snapshotId }) => snapshotId);
    expect(from(0, 0)).toEqual([1, 2, 3, 4]);
    expect(from(200, 5)).toEqual([2, 3, 4]);
    expect(from(200, 6)).toEqual([3, 4]);
    expect(from(400, 6)).toEqual([]);
    expect(rowsOf(metricsFrom(metricColumnsOf(ROWS), { timestamp: 300, nanoseconds: 0 }))).toEqual(ROWS.slice(2));
  });

  it('is the columns themselves where there is no moment, or nothing before it', () => {
    const columns = metricColumnsOf(ROWS);
    expect(metricsFrom(columns, undefined)).toBe(columns);
    expect(metricsFrom(columns, { timestamp: 100, nanoseconds: 5 })).toBe(columns);
  });
});

describe('TradeColumnsBuilder', () => {
  it('collects any number of rows, whatever room was made', () => {
    const trades = tradeColumnsOf(
      Array.from({ length: 1000 }, (_, row) => ({ timestamp: row, instrument: row % 3 === 0 ? 'B' : 'A', size: row })),
    );
    for (const capacity of [0, 1, 999, undefined]) {
      const builder = new TradeColumnsBuilder(capacity);
      for (let row = 0; row < trades.count; row++) builder.push(trades, row);
      expect(builder.build()).toEqual(trades);
    }
  });
});

describe('firstTrades', () => {
  it('keeps the first rows', () => {
    const trades = tradeColumnsOf([1, 2, 3].map((timestamp) => ({ timestamp, size: timestamp })));
    const first = firstTrades(trades, 2);
    expect([first.count, [...first.ids], [...first.sizes], first.tradeIds]).toEqual([2, [1, 2], [1, 2], [null, null]]);
    expect(firstTrades(trades, 0).ids).toHaveLength(0);
    expect(firstTrades(trades, 3)).toBe(trades);
  });
});

describe('joinTrades', () => {
  it('joins batches of repositories that number their instruments differently', () => {
    const one = tradeColumnsOf([{ timestamp: 1, instrument: 'B' }]);
    const other = tradeColumnsOf([
      { timestamp: 2, instrument: 'A' },
      { timestamp: 3, instrument: 'B', side: -1, size: 4 },
    ]);
    const second = new TradeColumnsBuilder();
    second.push(other, 1);
    const joined = joinTrades('B', [one, second.build()]);
    const rows = [0, 1].map((row) => tradeFromRow(joined, row));
    expect(rows.map(({ instrument, timestamp, side, size }) => [instrument, timestamp, side, size])).toEqual([
      ['B', 1, 'buy', 1],
      ['B', 3, 'sell', 4],
    ]);
    expect(joinTrades('B', []).count).toBe(0);
  });
});

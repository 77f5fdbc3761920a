import type { TimeRange } from '@orderflow/core';
import { expect, it } from 'vitest';
import type { SeriesSource } from '../../src/index.ts';
import { book, ChartPage, source } from '../support/chart-page.ts';

const page = new ChartPage();
const MINUTES_10 = 600_000;

/** The view after what is stored in a range was asked for, as distances from the ends of the data. */
async function viewOf(rangeOf: (first: number, last: number) => TimeRange) {
  const chart = await page.shown();
  const { start, end } = chart.span()!;
  await chart.loadStoredMetrics({ instrument: 'BTC-USDT', range: rangeOf(start, end) });
  const view = chart.viewport()!;
  const margin = (end - start) / 0.98 - (end - start);
  return { start: view.start - start, end: view.end - end, margin };
}

const at = (timestamp: number) => ({ timestamp, nanoseconds: 0 });

it('shows the range that is asked for', async () => {
  const { start, end } = await viewOf((first, last) => ({ start: at(first + MINUTES_10), end: at(last - MINUTES_10) }));
  expect([start, end]).toEqual([MINUTES_10, -MINUTES_10]);
});

it('shows all from a start on', async () => {
  const { start, end, margin } = await viewOf((first) => ({ start: at(first + MINUTES_10) }));
  expect(start).toBe(MINUTES_10);
  expect(end).toBeCloseTo(margin, 3);
});

it('shows all up to an end', async () => {
  const { start, end } = await viewOf((_, last) => ({ end: at(last - MINUTES_10) }));
  expect([start, end]).toEqual([0, -MINUTES_10]);
});

it('shows the last bars where the range is empty', async () => {
  const { start } = await viewOf((first, last) => ({ start: at(last + MINUTES_10), end: at(first) }));
  expect(start).toBeGreaterThan(0);
});

/** The span of a book whose last five minutes have no snapshot. */
const SPAN = { start: book.metrics.timestamps[0]!, end: book.metrics.timestamps.at(-1)! - 300_000 };
const LAST_TRADE = book.trades.timestamps.at(-1)!;

it('begins with the trades behind the last snapshot', async () => {
  const chart = await page.shown({ span: SPAN });
  const end = 1000 * (Math.floor(LAST_TRADE / 1000) + 1);
  expect(chart.span()).toEqual({ start: SPAN.start, end });
  expect(chart.viewport()?.end).toBeGreaterThan(end);
});

it('begins with the last snapshot where what lies behind cannot be read', async () => {
  const readSeries = (query: Parameters<SeriesSource['readSeries']>[0]) => {
    if ((query.range?.start?.timestamp ?? 0) === SPAN.end) throw new Error('not now');
    return source.readSeries(query as never);
  };
  const chart = await page.shown({ span: SPAN }, { readSeries: async (query: never) => readSeries(query) } as never);
  expect(chart.span()).toEqual(SPAN);
});

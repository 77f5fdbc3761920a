import { BarBuilder, type CandleQuery, type LineQuery, TradeColumnsBuilder } from '@orderflow/core';
import { expect, it } from 'vitest';
import { PALETTES, type SeriesSource } from '../../src/index.ts';
import { ChartPage, pixelsOf, source } from '../support/chart-page.ts';

const page = new ChartPage();
const ABOUT = { instrument: 'BTC-USDT', ...source.span!, live: null };
const NO_BARS = BarBuilder.barsOf(new TradeColumnsBuilder().build(['BTC-USDT']), 60);

/** The source with some series left out. */
function sourceOf(kept: readonly ('candles' | 'obi' | 'cvd')[]): SeriesSource {
  const readSeries = async (query: LineQuery | CandleQuery) => {
    if (kept.some((series) => series === query.series)) return source.readSeries(query as LineQuery);
    if (query.series === 'candles') {
      return { ...ABOUT, kind: 'candles', windowSeconds: query.windowSeconds, basis: 'mid', bars: NO_BARS };
    }
    const none = { timestamps: new Float64Array(), nanoseconds: new Uint32Array(), values: new Float64Array() };
    return { ...ABOUT, kind: 'rows', series: query.series, ...none };
  };
  return { readSeries: readSeries as SeriesSource['readSeries'] };
}

const notes = () => [...page.element.querySelectorAll<HTMLElement>('.of-note')].map((note) => note.textContent);

it('draws candles and volume of trades alone, and says what the others miss and what to do', async () => {
  await page.shown({}, sourceOf(['candles']));
  expect(notes()).toEqual([
    '',
    '',
    'No order-book snapshots: there is no imbalance to draw. Add a source that has them.',
    'No order-book snapshots: CVD is counted from one to the next. Add a source that has them.',
  ]);
  expect(pixelsOf(page.canvas(0), PALETTES.dark.sell)).toBeGreaterThan(100);
  expect(pixelsOf(page.canvas(1), PALETTES.dark.sell)).toBeGreaterThan(100);
  expect(page.text('.of-badge')).toContain('exact');
});

it('draws OBI and CVD of metrics alone, and says what the others miss and what to do', async () => {
  await page.shown({}, sourceOf(['obi', 'cvd']));
  const missing = 'Neither trades nor books here: there is no price to draw. Add a source that has some.';
  expect(notes()).toEqual([missing, missing, '', '']);
  expect(pixelsOf(page.canvas(3), PALETTES.dark.cvd)).toBeGreaterThan(100);
});

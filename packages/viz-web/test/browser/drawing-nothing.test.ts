import { expect, it } from 'vitest';
import { BookSource } from '../../src/data/book-source.ts';
import { makeVisualizer, type SeriesSource } from '../../src/index.ts';
import { ChartPage, OPTIONS, source } from '../support/chart-page.ts';
import { marketBook } from '../support/market-book.ts';

const page = new ChartPage();

function made(from: SeriesSource | null) {
  page.visualizer = makeVisualizer(page.element, from, OPTIONS);
  return page.visualizer;
}

it('is done once it is said that there is nothing, and at once from then on', async () => {
  const chart = made(new BookSource('BTC-USDT'));
  await chart.draw();
  expect(page.text('.of-status')).toBe('There is nothing of BTC-USDT in this source. Choose another.');
  await chart.draw();
});

it('is done once it is said what went wrong, and draws after another try', async () => {
  let isBroken = true;
  const flaky = {
    readSeries: (query: never) => (isBroken ? Promise.reject(new Error('it is locked')) : source.readSeries(query)),
  } as unknown as SeriesSource;
  const chart = made(flaky);
  await chart.draw();
  expect(page.text('.of-status')).toContain('BTC-USDT could not be read: it is locked');
  isBroken = false;
  page.element.querySelector<HTMLElement>('.of-status button')!.click();
  await chart.draw();
  expect(page.text('.of-badge')).toContain('exact');
});

it('is done at once without a source and after the end', async () => {
  const chart = made(null);
  await chart.draw();
  chart.destroy();
  await chart.draw();
});

it('is done where a book holds no snapshot, and waits for one that does', async () => {
  const chart = made(null);
  const full = marketBook({ seed: 5, snapshots: 600, intervalMs: 1000 });
  const empty = marketBook({ seed: 5, snapshots: 0, intervalMs: 1000 });
  chart.updateFromBook(empty);
  await chart.draw();
  expect(chart.viewport()).toBeNull();
  chart.updateFromBook(full);
  await chart.draw();
  expect(chart.viewport()).not.toBeNull();
  expect(page.text('.of-badge')).toContain('exact');
});

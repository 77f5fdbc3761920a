import { expect, it } from 'vitest';
import type { ChartClick } from '../../src/index.ts';
import { book, ChartPage, until } from '../support/chart-page.ts';

const page = new ChartPage();
const SHIFT = { shiftKey: true };
const MINUTE = 60_000;

it('moves the crosshair by bars, chooses what is there, and hides it, by keys alone', async () => {
  const chart = await page.shown();
  const { start } = chart.viewport()!;
  const clicks: ChartClick[] = [];
  chart.on('click', (click) => clicks.push(click));
  page.press('Enter');
  expect(clicks).toEqual([]);
  page.press('ArrowLeft', SHIFT);
  await until(() => chart.crosshair() !== null);
  const last = Math.floor((chart.span()!.end - 1) / MINUTE) * MINUTE + MINUTE / 2;
  expect(chart.crosshair()!.time).toBe(last);
  page.press('ArrowLeft', SHIFT);
  page.press('ArrowLeft', SHIFT);
  page.press('ArrowRight', SHIFT);
  await until(() => chart.crosshair()!.time === last - MINUTE);
  await chart.draw();
  expect(page.text('.of-tag-x')).toContain(new Date(last - MINUTE).toISOString().slice(11, 16));
  // The view stays where it is, unlike by the keys without Shift.
  expect(chart.viewport()!.start).toBe(start);
  const alert = { rule: 'obi-level', at: { timestamp: last - MINUTE, nanoseconds: 0 }, message: 'OBI rose.' } as const;
  chart.setAlerts([alert]);
  page.press('Enter');
  expect(clicks).toEqual([{ time: last - MINUTE, pane: 'candles', value: Number.NaN, alert }]);
  page.press('Escape');
  expect(chart.crosshair()).toBeNull();
});

it('moves it from snapshot to snapshot where those are further apart than pixels', async () => {
  const chart = await page.shown();
  const { timestamps } = book.metrics;
  const row = 3000;
  chart.setViewport({ start: timestamps[row]! - MINUTE, end: timestamps[row]! + MINUTE });
  await chart.draw();
  chart.setCrosshair(timestamps[row]! + 1);
  page.press('ArrowRight', SHIFT);
  await until(() => chart.crosshair()!.time === timestamps[row + 1]);
  page.press('ArrowLeft', SHIFT);
  await until(() => chart.crosshair()!.time === timestamps[row]);
  page.press('ArrowLeft', SHIFT);
  await until(() => chart.crosshair()!.time === timestamps[row - 1]);
});

it('takes the view along where the crosshair would leave it, and stops at the ends of the data', async () => {
  const chart = await page.shown();
  const { start, end } = chart.viewport()!;
  chart.setCrosshair(start + 1);
  page.press('ArrowLeft', SHIFT);
  await until(() => chart.viewport()!.start < start);
  expect(chart.crosshair()!.time).toBeLessThan(start);
  chart.setViewport({ start, end });
  chart.setCrosshair(chart.span()!.end + MINUTE / 2);
  const before = chart.crosshair()!.time;
  page.press('ArrowRight', SHIFT);
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(chart.crosshair()!.time).toBe(before);
});

it('is listed by the help', async () => {
  await page.shown();
  page.press('?');
  await until(() => page.element.querySelector('dialog') !== null);
  for (const keys of ['Shift + \u2190 \u2192', 'Enter', 'Esc']) expect(page.text('dialog')).toContain(keys);
});

import { expect, it } from 'vitest';
import { badgeText } from '../../src/model/badge.ts';
import { legibleWindow } from '../../src/model/bar-window.ts';
import type { Bars } from '../../src/model/bars.ts';
import { legendShare } from '../../src/model/legend-room.ts';
import type { Line } from '../../src/model/line.ts';
import { moveEdge, paneHeights } from '../../src/model/pane.ts';
import { paneNote } from '../../src/model/pane-note.ts';
import { formatCrosshair, formatWindow } from '../../src/model/time-format.ts';

const AT = Date.UTC(2025, 6, 1, 12, 34, 56, 789);
const NO_FAILURES = { candles: null, obi: null, cvd: null };

it('shows milliseconds under the crosshair where bars are under ten seconds', () => {
  expect(formatCrosshair(AT, 1000)).toBe('12:34:56.789');
  expect(formatCrosshair(AT, 60_000)).toBe('Tue 1 Jul 12:34');
});

it('names lengths of time', () => {
  expect([1, 90, 60, 3600, 14_400, 86_400].map(formatWindow)).toEqual(['1s', '90s', '1m', '1h', '4h', '1d']);
});

it('widens bars to round lengths until they can be told apart', () => {
  expect(legibleWindow(60, 500 * 60_000, 1208)).toBe(60);
  expect(legibleWindow(60, 10 * 86_400_000, 1208)).toBe(1800);
  expect(legibleWindow(7, 3_600_000, 1)).toBe(86_394);
});

it('says how many snapshots a pixel stands for', () => {
  const times = Float64Array.from({ length: 1200 }, (_, row) => row);
  const line: Line = {
    xs: times,
    ys: times,
    times,
    closes: times,
    rowCounts: new Uint32Array(1200).fill(1),
    gaps: [],
    last: 0,
  };
  expect(badgeText(line, { start: 0, end: 1200 }, 100, 'exact')).toBe('1 px = 12 snapshots \u00b7 exact');
  expect(badgeText(line, { start: 0, end: 50 }, 100, 'preview')).toBe('1 snapshot = 2 px \u00b7 preview');
  expect(badgeText(null, { start: 0, end: 50 }, 100, 'preview')).toBe('preview');
  expect(badgeText(line, { start: 0, end: 50 }, 100, 'limit')).toBe('1 snapshot = 2 px \u00b7 the finest there is');
});

it('says why a pane is empty', () => {
  const empty = { times: [], closes: [] } as unknown as Line;
  expect(paneNote('obi', { bars: null, obi: empty, cvd: null, failures: NO_FAILURES })).toMatch(
    /No order-book snapshots/,
  );
  expect(paneNote('obi', { bars: null, obi: null, cvd: null, failures: NO_FAILURES })).toBeNull();
  expect(paneNote('cvd', { bars: null, obi: null, cvd: null, failures: { ...NO_FAILURES, cvd: 'disk full' } })).toBe(
    'disk full',
  );
});

it('says that trades are missing where there are books, and that both are where there are none', () => {
  const obi = { times: Float64Array.of(1), closes: Float64Array.of(0) } as unknown as Line;
  const none = { basis: 'trades', windowMs: 1000, runs: [] } as unknown as Bars;
  const contents = { bars: none, obi, cvd: null, failures: NO_FAILURES };
  expect(paneNote('candles', contents)).toBe('No trades at this time: there are no candles.');
  expect(paneNote('volume', contents)).toBe('No trades at this time: there is no volume.');
  expect(paneNote('candles', { ...contents, obi: null })).toMatch(/^Neither trades nor books/);
  expect(paneNote('candles', { ...contents, bars: { ...none, basis: 'mid' } })).toMatch(/^Neither trades nor books/);
});

it('says that CVD needs snapshots where there are trades alone, and processing where nothing is known of them', () => {
  const empty = { times: [], closes: [] } as unknown as Line;
  const bars = { basis: 'trades', windowMs: 1000, runs: [{ from: 0, to: 1 }] } as unknown as Bars;
  const contents = { bars, obi: empty, cvd: empty, failures: NO_FAILURES };
  expect(paneNote('cvd', contents)).toMatch(/^No order-book snapshots: CVD .* Add a source/);
  expect(paneNote('cvd', { ...contents, obi: null })).toMatch(/Process the source first/);
  expect([paneNote('candles', contents), paneNote('volume', contents)]).toEqual([null, null]);
});

it('shares the height without losing a pixel, and keeps panes visible', () => {
  expect(paneHeights([0.52, 0.14, 0.16, 0.18], 772)).toEqual([401, 109, 123, 139]);
  expect(paneHeights([0.52, 0.14, 0.16, 0.18], 772).reduce((a, b) => a + b)).toBe(772);
  const moved = moveEdge([0.5, 0.5], 0, 10_000, 400);
  expect(moved[1]! * 400).toBeCloseTo(40);
  expect(moved[0]! + moved[1]!).toBeCloseTo(1);
});

it('moves the edge between two panes that others are hidden between', () => {
  expect(moveEdge([0.5, 0, 0, 0.5], 0, 100, 400)).toEqual([0.75, 0, 0, 0.25]);
  expect(moveEdge([0.5, 0.5, 0, 0], 1, 100, 400)).toEqual([0.5, 0.5, 0, 0]);
});

it('leaves a pane the larger part of its height, whatever its legend takes', () => {
  expect(legendShare('volume', { width: 900, height: 100 })).toBe(0.24);
  expect(legendShare('candles', { width: 900, height: 400 })).toBe(24 / 400);
  // On a phone prices take three lines.
  expect(legendShare('candles', { width: 260, height: 400 })).toBe(60 / 400);
  expect(legendShare('candles', { width: 100, height: 40 })).toBe(0.4);
});

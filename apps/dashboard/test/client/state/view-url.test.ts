import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toMicrosecond } from '../../../src/client/state/moment-text.ts';
import {
  CHART_PANES,
  DEEPEST,
  DEFAULT_VIEW,
  LONGEST_BAR,
  THEME_CHOICES,
  VIEWS,
  type ViewState,
} from '../../../src/client/state/view-state.ts';
import { readViewUrl, writeViewUrl } from '../../../src/client/state/view-url.ts';

const moment = fc.double({ min: 0, max: Date.UTC(2100, 0, 1), noNaN: true }).map((ms) => toMicrosecond(ms));

const height = fc.integer({ min: 1, max: 100_000 }).map((thousandths) => thousandths / 1000);
const end = fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => Number(value.toPrecision(12)) || 0);
const scale = fc
  .tuple(end, end)
  .filter(([a, b]) => a !== b)
  .map(([a, b]) => ({ low: Math.min(a, b), high: Math.max(a, b) }));

const anyView: fc.Arbitrary<ViewState> = fc.record({
  view: fc.constantFrom(...VIEWS),
  instrument: fc.option(fc.string({ unit: 'grapheme', minLength: 1 }), { nil: null }),
  file: fc.option(fc.stringMatching(/^[\w-]{1,64}$/), { nil: null }),
  range: fc.option(
    fc
      .tuple(moment, moment)
      .filter(([start, end]) => start !== end)
      .map(([a, b]) => ({ start: Math.min(a, b), end: Math.max(a, b) })),
    { nil: null },
  ),
  barSeconds: fc.option(fc.integer({ min: 1, max: LONGEST_BAR }), { nil: null }),
  depth: fc.option(fc.oneof(fc.integer({ min: 1, max: DEEPEST }), fc.constant('all' as const)), { nil: null }),
  panes: fc.subarray([...CHART_PANES], { minLength: 1 }),
  heights: fc.option(
    fc.oneof(fc.tuple(height, height, height, height), fc.tuple(height, height, height, height, height)),
    { nil: null },
  ),
  scales: fc.record({ candles: scale, volume: scale, obi: scale, cvd: scale, equity: scale }, { requiredKeys: [] }),
  isObiFixed: fc.boolean(),
  isCvdCandles: fc.boolean(),
  anchor: fc.option(moment, { nil: null }),
  pin: fc.option(moment, { nil: null }),
  proof: fc.option(moment, { nil: null }),
  runs: fc.array(fc.record({ id: fc.stringMatching(/^[0-9a-f]{4,64}$/), model: fc.stringMatching(/^[\w.-]{1,64}$/) }), {
    maxLength: 2,
  }),
  fill: fc.option(fc.record({ run: fc.nat({ max: 1 }), number: fc.nat({ max: 999_999_999 }) }), { nil: null }),
  hasLadder: fc.boolean(),
  hasAlerts: fc.boolean(),
  hasQuality: fc.boolean(),
  theme: fc.option(fc.constantFrom(...THEME_CHOICES), { nil: null }),
});

describe('the link of a view', () => {
  it('is empty for the default view', () => {
    expect(writeViewUrl(DEFAULT_VIEW)).toBe('');
    expect(readViewUrl('')).toEqual(DEFAULT_VIEW);
  });

  it('reads like what it shows', () => {
    const start = Date.UTC(2024, 7, 8, 12);
    const state: ViewState = {
      ...DEFAULT_VIEW,
      instrument: 'BTC-USDT',
      range: { start, end: start + 60_000.25 },
      barSeconds: 5,
      panes: ['candles', 'cvd'],
      heights: [40, 20, 20.5, 19.5],
      scales: { cvd: { low: -10, high: 25.5 }, candles: { low: 59_000, high: 60_000 } },
      runs: [
        { id: '46e7aa7acc4a', model: 'cross' },
        { id: 'f739683f72c7', model: 'probabilistic-power-1' },
      ],
      fill: { run: 1, number: 12 },
    };
    expect(writeViewUrl(state)).toBe(
      '?instrument=BTC-USDT&from=2024-08-08T12:00:00.000Z&to=2024-08-08T12:01:00.000250Z&bar=5&panes=candles,cvd&heights=40,20,20.5,19.5&scale=candles:59000..60000,cvd:-10..25.5&run=46e7aa7acc4a.cross,f739683f72c7.probabilistic-power-1&fill=2.12',
    );
  });

  it('opens the very view it was made of', () => {
    fc.assert(
      fc.property(anyView, (state) => {
        expect(readViewUrl(writeViewUrl(state))).toEqual(state);
      }),
    );
  });

  it('takes the default where a parameter cannot be read', () => {
    fc.assert(
      fc.property(
        fc.string(),
        fc.constantFrom('view', 'from', 'bar', 'depth', 'panes', 'heights', 'scale', 'anchor', 'theme', 'run', 'fill'),
        (text, name) => {
          const state = readViewUrl(`?${new URLSearchParams({ [name]: text })}`);
          expect(readViewUrl(writeViewUrl(state))).toEqual(state);
        },
      ),
    );
    expect(readViewUrl('?bar=0&depth=-1&panes=none&view=x&from=2024-08-08&to=2024-08-09&theme=pink')).toEqual(
      DEFAULT_VIEW,
    );
    expect(readViewUrl('?heights=1,2,3&scale=obi:1..-1,cvd:0..,price:1..2,volume:1..2..3,candles:0..1e999')).toEqual(
      DEFAULT_VIEW,
    );
    expect(readViewUrl('?run=abcd.a,abcd.b,abcd.c&fill=3.1')).toEqual(DEFAULT_VIEW);
    expect(readViewUrl('?run=latest.cross&fill=1.x')).toEqual(DEFAULT_VIEW);
    expect(readViewUrl('?heights=1,2,3,4,5,6')).toEqual(DEFAULT_VIEW);
    expect(readViewUrl('?heights=0,10,10,10')).toEqual(DEFAULT_VIEW);
    expect(readViewUrl('?bar=86401&from=2024-08-08T00:00:00.000Z&to=2024-08-07T00:00:00.000Z')).toEqual(DEFAULT_VIEW);
  });
});

import { expect, it } from 'vitest';
import { describeScene } from '../../src/model/describe.ts';
import { makeRunLayer } from '../../src/model/make-run-layer.ts';
import type { Scene } from '../../src/model/scene.ts';
import { PALETTES } from '../../src/model/theme.ts';

const START = Date.UTC(2025, 6, 1);
const alertAt = (timestamp: number) => ({
  rule: 'spread',
  at: { timestamp, nanoseconds: 0 },
  message: 'Spread widened to 12 bps of the mid.',
});
const SCENE: Scene = {
  ...{
    view: { start: START, end: START + 60_000 },
    bars: null,
    obi: null,
    cvd: null,
    equity: null,
    palette: PALETTES.dark,
  },
  ...{ decimals: 0, thresholds: [], cvdAs: 'line', isObiFixed: false, shades: [], markers: [], alerts: [] },
  fixedRanges: {},
};
const SPAN = 'BTC from 2025-07-01 00:00:00 UTC to 2025-07-01 00:01:00 UTC. No bars.';

it('says in words what is shown, and the last of the alerts in view', () => {
  expect(describeScene(SCENE, 'BTC')).toBe(SPAN);
  const [first, last, beyond] = [alertAt(START), alertAt(START + 30_000), alertAt(START + 60_000)];
  const what = 'at 2025-07-01 00:00:30 UTC: Spread widened to 12 bps of the mid.';
  expect(describeScene({ ...SCENE, alerts: [first, last, beyond] }, 'BTC')).toBe(`${SPAN} 2 alerts, the last ${what}`);
  expect(describeScene({ ...SCENE, alerts: [last] }, 'BTC')).toBe(`${SPAN} 1 alert, ${what}`);
});

it('names the first and the last moment in view that something is known of', () => {
  const xs = Float64Array.of(START - 5000, START + 10_000, START + 41_000, START + 60_000);
  const ys = new Float64Array(4);
  const line = { xs, ys, times: xs, closes: ys, rowCounts: new Uint32Array(4).fill(1), gaps: [], last: 0 };
  const spanOf = (scene: Scene) => describeScene(scene, 'BTC').split('. ')[0];
  expect(spanOf({ ...SCENE, cvd: line })).toBe('BTC from 2025-07-01 00:00:10 UTC to 2025-07-01 00:00:41 UTC');
  const view = { start: START + 60_001, end: START + 120_000 };
  expect(spanOf({ ...SCENE, cvd: line, view })).toBe('BTC from 2025-07-01 00:01:00 UTC to 2025-07-01 00:02:00 UTC');
});

it('says what each run came to at the end of the view', () => {
  const fillsAt = (...times: readonly number[]) => ({
    timestamps: Float64Array.from(times, (time) => START + time),
    prices: new Float64Array(times.length),
    sizes: new Float64Array(times.length),
    sides: new Int8Array(times.length),
    numbers: new Uint32Array(times.length),
  });
  const run = (label: string, values: readonly number[], ...times: readonly number[]) => ({
    label,
    equity: { startTime: START, intervalMs: 20_000, values: Float64Array.from(values) },
    fills: fillsAt(...times),
  });
  const equity = makeRunLayer([
    run('one', [100, 120, 90, 95], -1, 0, 59_999, 60_000),
    run('two', [100, Number.NaN], 5),
  ]);
  expect(describeScene({ ...SCENE, equity }, 'BTC')).toBe(
    `${SPAN} Run one: 2 fills in view, equity 95.00 at the end, 25.00 below its highest. Run two: 1 fill in view, equity not known at the end.`,
  );
});

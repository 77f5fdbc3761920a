import { curveOf, endOf, knownExtremes, pointAt, samplesIn } from './equity-curve.ts';
import { markRoom } from './fill-marks.ts';
import type { LegendItem } from './legend-item.ts';
import { formatFixed } from './number-format.ts';
import type { ChartRun, RunFills } from './run.ts';
import type { PreparedRun, RunLayer } from './run-layer.ts';
import { formatSmallPercent } from './small-percent.ts';
import { rangeAround, type ValueRange } from './value-range.ts';
import type { TimeSpan } from './viewport.ts';

const MOST_RUNS = 2;
const SIGNIFICANT = 4;
const MOST_DECIMALS = 8;

/** The keys of the legend: the style of the line, and of the marks. */
const KEYS = ['\u2501 \u25b2', '\u254d \u25b3'] as const;
const TONES = ['equity', 'cvd'] as const;

/**
 * What runs add to a chart.
 * @throws RangeError where there are more than two runs, columns of fills differ in length or are not in time order.
 */
export function makeRunLayer(given: readonly ChartRun[]): RunLayer {
  if (given.length > MOST_RUNS) throw new RangeError(`a chart shows ${MOST_RUNS} runs at most, not ${given.length}`);
  const runs = given.map(({ label, equity, fills }) => {
    checkFills(fills, label);
    return { label, curve: curveOf(equity), fills };
  });
  const decimals = decimalsOf(runs);
  return {
    runs,
    decimals,
    last: runs[0]?.curve.values.findLast((value) => !Number.isNaN(value)) ?? null,
    markRoom: markRoom(runs.length),
    rangeOf: (view) => rangeOf(runs, view),
    legendOf: (view, at) => runs.flatMap((_, index) => itemsOf(runs, index, { view, at, decimals })),
  };
}

function checkFills({ timestamps, prices, sizes, sides, numbers }: RunFills, label: string): void {
  for (const column of [prices, sizes, sides, numbers]) {
    if (column.length !== timestamps.length) throw new RangeError(`columns of the fills of ${label} differ in length`);
  }
  if (timestamps.some((time, row) => !(row === 0 || time >= timestamps[row - 1]!))) {
    throw new RangeError(`the fills of ${label} are not in time order`);
  }
}

/** Decimals that give the span of all equity four significant figures. */
function decimalsOf(runs: readonly PreparedRun[]): number {
  const parts = runs.map(({ curve }) => knownExtremes(curve, 0, curve.values.length));
  const span = Math.max(...parts.map(({ high }) => high)) - Math.min(...parts.map(({ low }) => low));
  if (!(span > 0)) return 2;
  const digits = Math.floor(Math.log10(span)) + 1;
  return Math.max(0, Math.min(MOST_DECIMALS, SIGNIFICANT - digits));
}

/** The equity of all runs in a view. The shade of a drawdown whose start is not in it goes beyond. */
function rangeOf(runs: readonly PreparedRun[], view: TimeSpan): ValueRange {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const { curve } of runs) {
    const part = knownExtremes(curve, ...samplesIn(curve, view));
    low = Math.min(low, part.low);
    high = Math.max(high, part.high);
  }
  return rangeAround(low, high);
}

function itemsOf(
  runs: readonly PreparedRun[],
  index: number,
  { view, at, decimals }: { readonly view: TimeSpan; readonly at: number | null; readonly decimals: number },
): readonly LegendItem[] {
  const { label, curve } = runs[index]!;
  const { equity, drawdown, drawdownShare } = pointAt(curve, at ?? Math.min(view.end, endOf(curve)));
  const loss = formatFixed(drawdown, decimals);
  const share = Number.isNaN(drawdownShare) ? '' : formatSmallPercent(drawdownShare);
  const isAlone = runs.length === 1;
  const both = share === '' ? loss : `${loss} (${share})`;
  const key = isAlone ? 'Equity' : KEYS[index];
  return [
    { label: `${key} ${label}`, value: formatFixed(equity, decimals), tone: TONES[index]! },
    // Two legends in full would not fit on a phone.
    { label: 'DD', value: isAlone ? both : share || loss, tone: 'text' },
  ];
}

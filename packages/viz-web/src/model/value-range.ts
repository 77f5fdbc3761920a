import { type Bars, barsBetween } from './bars.ts';
import type { Line } from './line.ts';
import { lowerBound } from './search.ts';
import type { TimeSpan } from './viewport.ts';

/** The span of values that a pane shows. */
export interface ValueRange {
  readonly low: number;
  readonly high: number;
}

/** Free space above and below, as a share of what is shown. */
const SPACE = 0.06;

/** The range of the prices of the bars in a view. */
export function priceRange(bars: Bars, view: TimeSpan): ValueRange {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const run of bars.runs) {
    const [first, end] = barsBetween(run, view);
    const { lows, highs } = run.bars;
    for (let index = first; index < end; index++) {
      if (lows[index]! < low) low = lows[index]!;
      if (highs[index]! > high) high = highs[index]!;
    }
  }
  return rangeAround(low, high);
}

/** The range of the volumes of the bars in a view, the same up and down. */
export function volumeRange(bars: Bars, view: TimeSpan): ValueRange {
  let most = 0;
  for (const run of bars.runs) {
    const [first, end] = barsBetween(run, view);
    const scale = bars.windowMs / run.windowMs;
    const { buyVolumes, sellVolumes } = run.bars;
    for (let index = first; index < end; index++) {
      most = Math.max(most, scale * buyVolumes[index]!, scale * sellVolumes[index]!);
    }
  }
  return symmetric(most);
}

/** The range of a line in a view. */
export function lineRange(line: Line, view: TimeSpan): ValueRange {
  return rangeAround(...extremes(line, view));
}

/** The range of a line in a view, the same above and below zero. */
export function symmetricRange(line: Line, view: TimeSpan): ValueRange {
  const [low, high] = extremes(line, view);
  return symmetric(Math.max(Math.abs(low), Math.abs(high)));
}

function extremes({ xs, ys }: Line, view: TimeSpan): readonly [number, number] {
  // A view between two points shows the line that joins them.
  const first = Math.max(0, lowerBound(xs, view.start) - 1);
  const end = Math.min(ys.length, lowerBound(xs, view.end) + 1);
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (let index = first; index < end; index++) {
    const value = ys[index]!;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return [low, high];
}

/** Two values with a little space around them. */
export function rangeAround(low: number, high: number): ValueRange {
  if (!(high >= low)) return { low: 0, high: 1 };
  const size = high > low ? high - low : Math.abs(high) * 1e-4 || 1;
  const middle = (low + high) / 2;
  return { low: middle - size * (0.5 + SPACE), high: middle + size * (0.5 + SPACE) };
}

function symmetric(most: number): ValueRange {
  const high = (Number.isFinite(most) && most > 0 ? most : 1) * (1 + 2 * SPACE);
  return { low: -high, high };
}

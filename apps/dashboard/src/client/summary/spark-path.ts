import type { Line } from '@orderflow/viz-web/chart';

/** The box that a path is drawn in. */
export const WIDTH = 160;
export const HEIGHT = 40;
/** Half a stroke, which would be cut off at the edges. */
const INSET = 1;

/** An SVG path through the closes of a line, from edge to edge of the box; empty where there are fewer than two. */
export function sparkPath({ times, closes, gaps }: Pick<Line, 'times' | 'closes' | 'gaps'>): string {
  const known = closes.filter(Number.isFinite);
  const [start, end] = [times[0], times.at(-1)];
  if (known.length < 2 || start === undefined || end === undefined || end <= start) return '';
  const [low, high] = extent(known);
  const toX = (time: number) => (((time - start) / (end - start)) * WIDTH).toFixed(1);
  const toY = (value: number) => {
    const share = high === low ? 0.5 : (value - low) / (high - low);
    return (HEIGHT - INSET - share * (HEIGHT - 2 * INSET)).toFixed(1);
  };
  let path = '';
  let isPenUp = true;
  let gap = 0;
  for (const [index, time] of times.entries()) {
    const value = closes[index] ?? Number.NaN;
    while (gap < gaps.length && (gaps[gap] ?? time) < time) {
      isPenUp = true;
      gap += 2;
    }
    if (Number.isFinite(value)) path += `${isPenUp ? 'M' : 'L'}${toX(time)} ${toY(value)}`;
    isPenUp = !Number.isFinite(value);
  }
  return path;
}

function extent(values: Float64Array): readonly [low: number, high: number] {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return [low, high];
}

import type { EquityCurve } from '../model/equity-curve.ts';
import { type EquityPath, equityPath } from '../model/equity-path.ts';
import type { Scene } from '../model/scene.ts';
import { equityColumns } from './equity-columns.ts';
import type { PixelFrame } from './pixel-frame.ts';

/** How the lines of the first and the second run look. */
const LOOKS = [
  { tone: 'equity', dash: [], shade: 0.16 },
  { tone: 'cvd', dash: [5, 3], shade: 0.1 },
] as const;
const LINE_WIDTH = 1.5;
/** From this many points a pixel on, shades are drawn by columns. */
const DENSE_POINTS = 2;
/** A line this many times as long as the pane is wide is drawn by columns: to stroke it would take seconds. */
const MOST_WIDTHS = 12;

/** Draws the equity of each run, and the drawdown below its running peak as a shade. */
export function drawEquity(frame: PixelFrame, { equity, view, palette }: Scene): void {
  const { ctx, ratio, width } = frame;
  const runs = equity?.runs ?? [];
  const paths = runs.map(({ curve }) => equityPath(curve, view, width));
  for (const [index, path] of paths.entries()) {
    const { tone, shade } = LOOKS[index]!;
    ctx.fillStyle = palette[tone];
    ctx.globalAlpha = shade;
    drawShade(frame, path);
    ctx.globalAlpha = 1;
  }
  // The first run's line lies on top.
  for (const [index, path] of [...paths.entries()].reverse()) {
    const { tone, dash } = LOOKS[index]!;
    ctx.fillStyle = palette[tone];
    ctx.strokeStyle = palette[tone];
    ctx.lineWidth = LINE_WIDTH * ratio;
    ctx.lineJoin = 'round';
    ctx.setLineDash(dash.map((length) => length * ratio));
    if (lengthOf(frame, path) > MOST_WIDTHS * width) drawColumns(frame, path);
    else ctx.stroke(lineOf(frame, path, runs[index]!.curve));
    ctx.setLineDash([]);
  }
}

function drawShade(frame: PixelFrame, path: EquityPath): void {
  const { ctx, width } = frame;
  if (path.times.length <= DENSE_POINTS * width) {
    ctx.fill(shadeOf(frame, path));
    return;
  }
  for (const { x, bottom, peak } of equityColumns(frame, path)) ctx.fillRect(x, peak, 1, bottom - peak);
}

function drawColumns(frame: PixelFrame, path: EquityPath): void {
  const thick = Math.max(1, Math.round(frame.ratio));
  for (const { x, top, bottom } of equityColumns(frame, path)) {
    frame.ctx.fillRect(x, top, thick, Math.max(thick, bottom - top));
  }
}

/** How far a line goes up and down, in device pixels. */
function lengthOf(frame: PixelFrame, { values }: EquityPath): number {
  let length = 0;
  for (let index = 1; index < values.length; index++) {
    const step = Math.abs(frame.toY(values[index]!) - frame.toY(values[index - 1]!));
    if (step > 0) length += step;
  }
  return length;
}

function lineOf(frame: PixelFrame, { times, values }: EquityPath, { intervalMs }: EquityCurve): Path2D {
  const line = new Path2D();
  let isPenUp = true;
  for (let index = 0; index < times.length; index++) {
    const [x, y] = [frame.toX(times[index]!), frame.toY(values[index]!)];
    if (Number.isNaN(y)) {
      isPenUp = true;
      continue;
    }
    if (isPenUp) line.moveTo(x, y);
    else line.lineTo(x, y);
    // A value between two unknown ones has no line to lie on: it lasts for half its interval.
    const isAlone = isPenUp && !(index + 1 < times.length && !Number.isNaN(values[index + 1]!));
    if (isAlone) line.lineTo(frame.toX(times[index]! + intervalMs / 2), y);
    isPenUp = false;
  }
  return line;
}

/** What lies between the line and its peak, a closed shape for each stretch that is not interrupted. */
function shadeOf(frame: PixelFrame, { times, values, peaks }: EquityPath): Path2D {
  const shade = new Path2D();
  for (let from = 0; from < times.length; from++) {
    let to = from;
    for (; to < times.length && !Number.isNaN(values[to]!); to++) {
      const [x, y] = [frame.toX(times[to]!), frame.toY(values[to]!)];
      if (to === from) shade.moveTo(x, y);
      else shade.lineTo(x, y);
    }
    for (let back = to - 1; back >= from; back--) shade.lineTo(frame.toX(times[back]!), frame.toY(peaks[back]!));
    if (to > from) shade.closePath();
    from = to;
  }
  return shade;
}

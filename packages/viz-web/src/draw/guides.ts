import type { Shade } from '../model/marker.ts';
import type { Palette } from '../model/theme.ts';
import type { PixelFrame } from './pixel-frame.ts';

const BAND_ALPHA = 0.09;
const DASH = 4;

/** Draws the line at zero. */
export function drawZero(frame: PixelFrame, { axisText }: Palette): void {
  const { ctx, left, width, ratio } = frame;
  const y = Math.round(frame.toY(0));
  ctx.fillStyle = axisText;
  ctx.globalAlpha = 0.6;
  ctx.fillRect(left, y, width, Math.max(1, Math.floor(ratio)));
  ctx.globalAlpha = 1;
}

/** Draws what lies beyond each threshold as a band in the colour of its side, with a dashed edge. */
export function drawThresholds(frame: PixelFrame, thresholds: readonly number[], palette: Palette): void {
  const { ctx, left, top, width, height, ratio } = frame;
  for (const threshold of thresholds) {
    const upper = Math.round(frame.toY(threshold));
    const lower = Math.round(frame.toY(-threshold));
    ctx.globalAlpha = BAND_ALPHA;
    ctx.fillStyle = palette.buy;
    if (upper > top) ctx.fillRect(left, top, width, upper - top);
    ctx.fillStyle = palette.sell;
    if (lower < top + height) ctx.fillRect(left, lower, width, top + height - lower);
    ctx.globalAlpha = 0.7;
    dashedAcross(frame, upper, palette.buy, ratio);
    dashedAcross(frame, lower, palette.sell, ratio);
    ctx.globalAlpha = 1;
  }
}

/** Greys spans from the top of the pane to its bottom. */
export function drawShades(frame: PixelFrame, shades: readonly Shade[], { grid }: Palette): void {
  const { ctx, top, height, left, width } = frame;
  ctx.fillStyle = grid;
  ctx.globalAlpha = 0.45;
  for (const { start, end } of shades) {
    const from = Math.max(left, Math.floor(frame.toX(start)));
    const to = Math.min(left + width, Math.ceil(frame.toX(end)));
    if (to > from) ctx.fillRect(from, top, to - from, height);
  }
  ctx.globalAlpha = 1;
}

/** Draws a dashed horizontal line, `y` in device pixels: whole ones, which look the same however often it is drawn. */
export function dashedAcross({ ctx, left, width, ratio }: PixelFrame, y: number, color: string, thick: number): void {
  const dash = Math.round(DASH * ratio);
  const right = left + width;
  ctx.fillStyle = color;
  for (let x = left; x < right; x += 2 * dash) {
    ctx.fillRect(x, y, Math.min(dash, right - x), Math.max(1, Math.floor(thick)));
  }
}

import type { ChartAlert } from '../model/marker.ts';
import type { Palette } from '../model/theme.ts';
import type { PixelFrame } from './pixel-frame.ts';

const DASH = 3;
const FLAG = 4;

/** Draws alerts as dashed lines with a flag at the foot, where no legend hides it, one for all that fall on a pixel. */
export function drawAlerts(frame: PixelFrame, alerts: readonly ChartAlert[], { alert: color }: Palette): void {
  const { ctx, left, top, width, height, ratio } = frame;
  const thick = Math.max(1, Math.floor(ratio));
  const columns = new Set<number>();
  for (const { at } of alerts) {
    const x = Math.round(frame.toX(at.timestamp));
    if (x >= left && x < left + width) columns.add(x);
  }
  ctx.fillStyle = color;
  ctx.strokeStyle = color;
  ctx.lineWidth = thick;
  ctx.setLineDash([DASH * ratio, DASH * ratio]);
  ctx.beginPath();
  for (const x of columns) {
    ctx.moveTo(x + thick / 2, top);
    ctx.lineTo(x + thick / 2, top + height);
  }
  ctx.globalAlpha = 0.75;
  ctx.stroke();
  ctx.globalAlpha = 1;
  ctx.setLineDash([]);
  for (const x of columns) triangle(ctx, x + thick / 2, top + height - FLAG * 2 * ratio, FLAG * ratio, -1);
}

/** A triangle whose tip is at a point: above its base for -1, below for +1. */
export function triangle(ctx: CanvasRenderingContext2D, x: number, y: number, size: number, direction: -1 | 1): void {
  ctx.beginPath();
  ctx.moveTo(x, y);
  ctx.lineTo(x - size, y - direction * 1.7 * size);
  ctx.lineTo(x + size, y - direction * 1.7 * size);
  ctx.closePath();
  ctx.fill();
}

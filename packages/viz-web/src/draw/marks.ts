import { type Bars, barAtTime } from '../model/bars.ts';
import type { ChartAlert, Marker } from '../model/marker.ts';
import { FONT_FAMILY, type Palette } from '../model/theme.ts';
import type { PixelFrame } from './pixel-frame.ts';

const MARK_SIZE = 5;
const MARK_DISTANCE = 4;
const TEXT_SIZE = 11;
const DASH = 3;
const FLAG = 4;

/** Draws alerts as dashed lines with a flag on top, one for all that fall on a pixel. */
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
  for (const x of columns) triangle(ctx, x + thick / 2, top + FLAG * 2 * ratio, FLAG * ratio, 1);
}

/** Draws markers: triangles for entries and exits, dots for the rest. */
export function drawMarkers(frame: PixelFrame, markers: readonly Marker[], bars: Bars | null, palette: Palette): void {
  const { ctx, left, width, ratio } = frame;
  ctx.font = `${TEXT_SIZE * ratio}px ${FONT_FAMILY}`;
  ctx.textAlign = 'center';
  for (const marker of markers) {
    const x = frame.toX(marker.time);
    if (x < left || x > left + width) continue;
    const y = placeOf(frame, marker, bars);
    ctx.fillStyle = palette[marker.color];
    const size = MARK_SIZE * ratio;
    if (marker.shape === 'dot') dot(ctx, x, y, 0.8 * size);
    else triangle(ctx, x, y, size, marker.shape === 'entry' ? -1 : 1);
    if (marker.text === undefined) continue;
    const isBelow = marker.shape === 'entry';
    ctx.textBaseline = isBelow ? 'top' : 'bottom';
    ctx.fillText(marker.text, x, y + (isBelow ? 1 : -1) * (2 * size + MARK_DISTANCE * ratio));
  }
}

function placeOf(frame: PixelFrame, { time, price, shape }: Marker, bars: Bars | null): number {
  if (price !== undefined) return frame.toY(price);
  const place = bars === null ? null : barAtTime(bars, time);
  const distance = MARK_DISTANCE * frame.ratio;
  if (place === null) return frame.top + 4 * distance;
  const { lows, highs } = place.run.bars;
  if (shape === 'entry') return frame.toY(lows[place.index]!) + distance;
  return frame.toY(highs[place.index]!) - distance;
}

/** A triangle whose tip is at a point: above its base for -1, below for +1. */
function triangle(ctx: CanvasRenderingContext2D, x: number, y: number, size: number, direction: -1 | 1): void {
  ctx.beginPath();
  ctx.moveTo(x, y);
  ctx.lineTo(x - size, y - direction * 1.7 * size);
  ctx.lineTo(x + size, y - direction * 1.7 * size);
  ctx.closePath();
  ctx.fill();
}

function dot(ctx: CanvasRenderingContext2D, x: number, y: number, radius: number): void {
  ctx.beginPath();
  ctx.arc(x, y, radius, 0, 2 * Math.PI);
  ctx.fill();
}

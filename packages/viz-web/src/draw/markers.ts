import { type Bars, barAtTime } from '../model/bars.ts';
import type { Marker } from '../model/marker.ts';
import { FONT_FAMILY, type Palette } from '../model/theme.ts';
import { triangle } from './alerts.ts';
import type { PixelFrame } from './pixel-frame.ts';

const MARK_SIZE = 5;
const MARK_DISTANCE = 4;
const TEXT_SIZE = 11;

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

function dot(ctx: CanvasRenderingContext2D, x: number, y: number, radius: number): void {
  ctx.beginPath();
  ctx.arc(x, y, radius, 0, 2 * Math.PI);
  ctx.fill();
}

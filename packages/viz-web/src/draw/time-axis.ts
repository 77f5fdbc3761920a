import { FONT_FAMILY, type Palette } from '../model/theme.ts';
import type { TimeTick } from '../model/time-ticks.ts';
import type { PixelFrame } from './pixel-frame.ts';

const TEXT_SIZE = 11;
const TEXT_OFFSET = 8;
const LABEL_SPACE = 12;

/** Draws the labels of the time axis below a pane; a larger unit goes before a smaller one that it touches. */
export function drawTimeAxis(frame: PixelFrame, ticks: readonly TimeTick[], palette: Palette): void {
  const { ctx, left, top, height, width, ratio } = frame;
  ctx.textAlign = 'center';
  ctx.textBaseline = 'top';
  const y = top + height + TEXT_OFFSET * ratio;
  const taken: [number, number][] = [];
  for (const tick of ticks.toSorted((a, b) => Number(b.isMajor) - Number(a.isMajor))) {
    ctx.font = `${tick.isMajor ? '600 ' : ''}${TEXT_SIZE * ratio}px ${FONT_FAMILY}`;
    const half = ctx.measureText(tick.label).width / 2;
    const x = Math.round(frame.toX(tick.ms));
    if (x - half < left || x + half > left + width) continue;
    if (taken.some(([from, to]) => x + half + LABEL_SPACE * ratio > from && x - half < to + LABEL_SPACE * ratio))
      continue;
    taken.push([x - half, x + half]);
    ctx.fillStyle = tick.isMajor ? palette.text : palette.axisText;
    ctx.fillText(tick.label, x, y);
  }
}

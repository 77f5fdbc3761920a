import { FONT_FAMILY, type Palette } from '../model/theme.ts';
import { dashedAcross } from './guides.ts';
import type { PixelFrame } from './pixel-frame.ts';

const TEXT_SIZE = 11;
const TAG_HEIGHT = 18;
const TAG_INSET = 8;
const TAG_MARGIN = 3;

/** Draws the last value as a tag on the axis, with a dotted line to it where `hasLine`. */
export function drawValueTag(
  frame: PixelFrame,
  tag: { readonly value: number; readonly text: string; readonly color: string; readonly hasLine: boolean },
  palette: Palette,
): void {
  const { ctx, left, top, width, height, axisWidth, ratio } = frame;
  const y = frame.toY(tag.value);
  if (!(y >= top && y <= top + height)) return;
  ctx.globalAlpha = 0.6;
  if (tag.hasLine) dashedAcross(frame, Math.round(y), tag.color, ratio);
  ctx.globalAlpha = 1;
  const tall = TAG_HEIGHT * ratio;
  const upper = Math.round(Math.min(top + height - tall, Math.max(top, y - tall / 2)));
  ctx.fillStyle = tag.color;
  ctx.beginPath();
  ctx.roundRect(left + width + 1, upper, axisWidth - TAG_MARGIN * ratio, tall, 2 * ratio);
  ctx.fill();
  ctx.fillStyle = palette.background;
  ctx.font = `600 ${TEXT_SIZE * ratio}px ${FONT_FAMILY}`;
  ctx.textAlign = 'left';
  ctx.textBaseline = 'middle';
  // A long price is squeezed rather than cut off.
  const room = axisWidth - (TAG_MARGIN + TAG_INSET + TAG_MARGIN) * ratio;
  ctx.fillText(tag.text, left + width + TAG_INSET * ratio, upper + tall / 2 + ratio / 2, room);
}

import type { Line } from '../model/line.ts';
import { isCrowded, smoothLine } from '../model/smooth-line.ts';
import type { TimeSpan } from '../model/viewport.ts';
import type { PixelFrame } from './pixel-frame.ts';

const STRETCH = 5;
const LINE_WIDTH = 1.5;

/** Draws the middle of a line where there are too many snapshots a pixel to see it. */
export function drawMiddle(frame: PixelFrame, line: Line, view: TimeSpan, color: string): void {
  const { ctx, width, ratio } = frame;
  if (!isCrowded(line, view, width)) return;
  const stretchMs = ((view.end - view.start) / width) * STRETCH * ratio;
  ctx.strokeStyle = color;
  ctx.lineWidth = LINE_WIDTH * ratio;
  ctx.lineJoin = 'round';
  ctx.beginPath();
  let isPenUp = true;
  for (const point of smoothLine(line, view, stretchMs)) {
    if (point === null) {
      isPenUp = true;
      continue;
    }
    const [x, y] = [frame.toX(point[0]), frame.toY(point[1])];
    if (isPenUp) ctx.moveTo(x, y);
    else ctx.lineTo(x, y);
    isPenUp = false;
  }
  ctx.stroke();
}

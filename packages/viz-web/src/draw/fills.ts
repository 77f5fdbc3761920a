import { formatCount } from '../model/count-format.ts';
import { type FillMark, fillMarks, MARK_HEIGHT, type PricePlane, tipOf } from '../model/fill-marks.ts';
import type { Scene } from '../model/scene.ts';
import { FONT_FAMILY, type Palette } from '../model/theme.ts';
import type { PixelFrame } from './pixel-frame.ts';

const HALF_WIDTH = 4.5;
const TEXT_SIZE = 10;
const TEXT_GAP = 1;
const TEXT_ROOM = 18;
const LINE_WIDTH = 1.25;
const RIM = 3;

/** Draws fills as triangles: buys below their price pointing up, sells above pointing down; the second run's hollow. */
export function drawFills(frame: PixelFrame, { equity, view, palette }: Scene): void {
  const { ctx, width, ratio } = frame;
  ctx.font = `600 ${TEXT_SIZE * ratio}px ${FONT_FAMILY}`;
  ctx.textAlign = 'center';
  ctx.lineJoin = 'round';
  const plane = planeOf(frame);
  for (const [run, { fills }] of (equity?.runs ?? []).entries()) {
    for (const mark of fillMarks(run, fills, view, width / ratio)) drawMark(frame, mark, plane, palette);
  }
}

/** The pane in CSS pixels. */
function planeOf({ left, top, height, ratio, toX, toY }: PixelFrame): PricePlane {
  return {
    height: height / ratio,
    toX: (time) => (toX(time) - left) / ratio,
    toY: (price) => (toY(price) - top) / ratio,
  };
}

function drawMark(frame: PixelFrame, mark: FillMark, plane: PricePlane, palette: Palette): void {
  const { ctx, ratio, top } = frame;
  const { side, run, rows } = mark;
  const x = frame.toX(mark.time);
  const tip = top + tipOf(mark, plane) * ratio;
  if (Number.isNaN(tip)) return;
  const base = tip + side * MARK_HEIGHT * ratio;
  const color = side > 0 ? palette.buy : palette.sell;
  const triangle = new Path2D();
  triangle.moveTo(x, tip);
  triangle.lineTo(x - HALF_WIDTH * ratio, base);
  triangle.lineTo(x + HALF_WIDTH * ratio, base);
  triangle.closePath();
  // A rim of the background, so that a mark on a candle of its colour is seen.
  ctx.lineWidth = RIM * ratio;
  ctx.strokeStyle = palette.background;
  ctx.stroke(triangle);
  ctx.fillStyle = run === 0 ? color : palette.background;
  ctx.fill(triangle);
  ctx.lineWidth = LINE_WIDTH * ratio;
  ctx.strokeStyle = color;
  if (run > 0) ctx.stroke(triangle);
  if (rows.length > 1) drawCount(frame, rows.length, { x, y: base, side, color, rim: palette.background });
}

/** Writes how many fills a mark stands for beyond its base. */
function drawCount(
  { ctx, ratio }: PixelFrame,
  count: number,
  look: { readonly x: number; readonly y: number; readonly side: 1 | -1; readonly color: string; readonly rim: string },
): void {
  const place = [look.x, look.y + look.side * TEXT_GAP * ratio, TEXT_ROOM * ratio] as const;
  const text = formatCount(count);
  ctx.textBaseline = look.side > 0 ? 'top' : 'bottom';
  ctx.lineWidth = RIM * ratio;
  ctx.strokeStyle = look.rim;
  ctx.strokeText(text, ...place);
  ctx.fillStyle = look.color;
  ctx.fillText(text, ...place);
}

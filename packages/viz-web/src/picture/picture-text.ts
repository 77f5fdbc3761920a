import type { LegendItem } from '../model/legend-item.ts';
import { FONT_FAMILY, type Palette } from '../model/theme.ts';
import type { PictureArea } from './picture-area.ts';

const LEFT = 10;
const TOP = 6;
const LINE_HEIGHT = 18;
const ITEM_GAP = 10;
const LABEL_GAP = 4;
const PAD = 3;
const BACKDROP_ALPHA = 0.62;

const TITLE_FONT = `600 13px ${FONT_FAMILY}`;
const LEGEND_FONT = `12px ${FONT_FAMILY}`;
const CAPTION_FONT = `11px ${FONT_FAMILY}`;

/** Writes a legend at the top left of a pane, in as many lines as it needs. */
export function drawLegend(area: PictureArea, items: readonly LegendItem[], palette: Palette): void {
  const { ctx, width } = area;
  ctx.textAlign = 'left';
  ctx.textBaseline = 'middle';
  let [x, y] = [LEFT, area.top + TOP + LINE_HEIGHT / 2];
  for (const [index, { label, value, tone }] of items.entries()) {
    ctx.font = index === 0 && label === '' ? TITLE_FONT : LEGEND_FONT;
    const labelWidth = label === '' ? 0 : ctx.measureText(label).width + LABEL_GAP;
    const whole = labelWidth + ctx.measureText(value).width;
    if (x > LEFT && x + whole > width) [x, y] = [LEFT, y + LINE_HEIGHT];
    backdrop(area, { x, y, width: whole }, palette);
    ctx.fillStyle = palette.axisText;
    ctx.fillText(label, x, y);
    ctx.fillStyle = palette[tone];
    ctx.fillText(value, x + labelWidth, y);
    x += whole + ITEM_GAP;
  }
}

/** Writes into the middle of a pane why it is empty. */
export function drawNote({ ctx, top, width, height }: PictureArea, text: string, palette: Palette): void {
  ctx.font = LEGEND_FONT;
  ctx.textAlign = 'center';
  ctx.textBaseline = 'middle';
  ctx.fillStyle = palette.axisText;
  ctx.fillText(text, width / 2, top + height / 2 + TOP, width - 2 * LEFT);
}

/** Writes the caption, in the middle of its strip's height. */
export function drawCaption({ ctx, top, width, height }: PictureArea, text: string, { axisText }: Palette): void {
  ctx.font = CAPTION_FONT;
  ctx.textAlign = 'left';
  ctx.textBaseline = 'middle';
  ctx.fillStyle = axisText;
  ctx.fillText(text, LEFT, top + height / 2 - PAD, width - 2 * LEFT);
}

/** Pales what lies below a text. */
function backdrop(
  { ctx }: PictureArea,
  place: { readonly x: number; readonly y: number; readonly width: number },
  { background }: Palette,
): void {
  ctx.globalAlpha = BACKDROP_ALPHA;
  ctx.fillStyle = background;
  ctx.fillRect(place.x - PAD, place.y - LINE_HEIGHT / 2, place.width + 2 * PAD, LINE_HEIGHT);
  ctx.globalAlpha = 1;
}

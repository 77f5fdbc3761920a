import { loadRareContent } from '../draw/draw-pane.ts';
import { legendOf } from '../model/legend.ts';
import {
  ALL_PANES,
  PANE_SHARES,
  PANES,
  type PaneName,
  paneHeights,
  TIME_AXIS_HEIGHT,
  VALUE_AXIS_WIDTH,
} from '../model/pane.ts';
import { PanePlot } from '../plot/pane-plot.ts';
import type { PictureArea } from './picture-area.ts';
import { drawCaption, drawLegend, drawNote } from './picture-text.ts';
import type { Picture } from './read-picture.ts';

/** Height of the strip below the time axis that holds the caption, in CSS pixels. */
const CAPTION_HEIGHT = 24;

/** What a picture is drawn on. */
export interface PictureCanvas {
  readonly ctx: CanvasRenderingContext2D;
  /** Width and height in CSS pixels; the canvas has `devicePixelRatio` device pixels for each. */
  readonly width: number;
  readonly height: number;
  /** An element of the page that the panes are made in; it is left as it was. */
  readonly host: HTMLElement;
}

/** Draws a whole picture as the chart on a page looks: panes and axes, with legends, notes and caption as text. */
export async function drawPicture(picture: Picture, canvas: PictureCanvas): Promise<void> {
  const { ctx, width, height } = canvas;
  const ratio = devicePixelRatio;
  await loadRareContent(picture.scene);
  ctx.fillStyle = picture.scene.palette.background;
  ctx.fillRect(0, 0, Math.round(width * ratio), Math.round(height * ratio));
  let top = 0;
  const panes = panesOf(picture);
  const heights = paneHeights(
    panes.map((pane) => PANE_SHARES[pane]),
    height - TIME_AXIS_HEIGHT - CAPTION_HEIGHT,
  );
  for (const [index, pane] of panes.entries()) {
    const area = { ctx, top, width, height: heights[index]! };
    await drawPane(picture, pane, area, canvas.host);
    drawWords(picture, pane, area, ratio);
    top += area.height;
  }
  const footer = { ctx, top: height - CAPTION_HEIGHT, width, height: CAPTION_HEIGHT };
  scaled(ctx, ratio, () => drawCaption(footer, picture.caption, picture.scene.palette));
}

function panesOf({ scene }: Picture): readonly PaneName[] {
  return scene.equity === null ? PANES : ALL_PANES;
}

async function drawPane(picture: Picture, pane: PaneName, area: PictureArea, host: HTMLElement): Promise<void> {
  const { ctx, top, width, height } = area;
  const hasTimeAxis = pane === panesOf(picture).at(-1);
  const size = { width, height: height + (hasTimeAxis ? TIME_AXIS_HEIGHT : 0) };
  const plot = new PanePlot(host, picture.scene, { pane, ...size, hasTimeAxis });
  plot.draw(picture.scene);
  // uPlot paints at the end of the task's microtasks so far.
  await Promise.resolve();
  ctx.drawImage(plot.canvas, 0, Math.round(top * devicePixelRatio));
  plot.destroy();
}

function drawWords(picture: Picture, pane: PaneName, area: PictureArea, ratio: number): void {
  const { ctx, top, width, height } = area;
  const { palette } = picture.scene;
  const plot = { ...area, width: width - VALUE_AXIS_WIDTH };
  scaled(ctx, ratio, () => {
    ctx.fillStyle = palette.grid;
    if (pane !== panesOf(picture).at(-1)) ctx.fillRect(0, top + height, width, 1 / ratio);
    drawLegend(plot, legendOf(picture.scene, pane, picture.instrument, null), palette);
    const note = picture.notes[pane];
    if (note !== null) drawNote(plot, note, palette);
  });
}

/** Draws with CSS pixels as the unit. */
function scaled(ctx: CanvasRenderingContext2D, ratio: number, draw: () => void): void {
  ctx.save();
  ctx.scale(ratio, ratio);
  draw();
  ctx.restore();
}

import { createCanvas } from '@napi-rs/canvas';
import type { Picture } from '@orderflow/viz-web/chart';
import { writeOutFile } from '../output/out-file.ts';
import { registerFonts } from './fonts.ts';
import { makeHost, openHeadlessPage } from './headless-page.ts';
import type { PixelSize } from './picture-size.ts';

/** The drawing of the charts. */
export type Charts = typeof import('@orderflow/viz-web/chart');

/** Loads the drawing of the charts, with a page and a font for it; all pictures of a process have one ratio. */
export async function loadCharts({ ratio }: PixelSize): Promise<Charts> {
  openHeadlessPage(ratio);
  registerFonts();
  return import('@orderflow/viz-web/chart');
}

/** Draws a picture as PNG. */
export async function encodePicture(picture: Picture, size: PixelSize, charts: Charts): Promise<Uint8Array> {
  const { width, height, ratio } = size;
  const canvas = createCanvas(Math.round(width * ratio), Math.round(height * ratio));
  const ctx = canvas.getContext('2d') as unknown as CanvasRenderingContext2D;
  await charts.drawPicture(picture, { ctx, width, height, host: makeHost() });
  return canvas.encode('png');
}

/** Draws a picture and writes it as PNG. */
export async function writePicture(path: string, picture: Picture, size: PixelSize, charts: Charts): Promise<void> {
  const bytes = await encodePicture(picture, size, charts);
  await writeOutFile(path, async (stream) => {
    stream.write(bytes);
    return true;
  });
}

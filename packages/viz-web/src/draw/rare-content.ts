import { barsOfLine } from '../model/cvd-bars.ts';
import type { PaneName } from '../model/pane.ts';
import type { Scene } from '../model/scene.ts';
import { drawCandles } from './candles.ts';
import { drawMarkers } from './markers.ts';
import type { PixelFrame } from './pixel-frame.ts';

/** Draws what few charts show: markers, and CVD as candles. */
export function drawRareContent(frame: PixelFrame, scene: Scene, pane: PaneName): void {
  if (pane === 'candles') drawMarkers(frame, scene.markers, scene.bars, scene.palette);
  if (pane === 'cvd' && scene.cvdAs === 'candles') drawCvdBars(frame, scene);
}

function drawCvdBars(frame: PixelFrame, { cvd, bars, view, palette }: Scene): void {
  if (cvd === null || bars === null) return;
  const columns = barsOfLine(cvd, view, bars.windowMs);
  drawCandles(frame, columns, { first: 0, end: columns.timestamps.length, windowMs: columns.windowMs }, palette);
}

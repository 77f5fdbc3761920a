import { barsOfLine } from '../model/cvd-bars.ts';
import { type ChartAlert, paneOfAlert } from '../model/marker.ts';
import type { PaneName } from '../model/pane.ts';
import type { Scene } from '../model/scene.ts';
import { drawAlerts } from './alerts.ts';
import { drawCandles } from './candles.ts';
import { drawEquity } from './equity.ts';
import { drawFills } from './fills.ts';
import { drawMarkers } from './markers.ts';
import type { PixelFrame } from './pixel-frame.ts';

/** Draws what few charts show: alerts, markers, runs, and CVD as candles. */
export function drawRareContent(frame: PixelFrame, scene: Scene, pane: PaneName): void {
  drawAlerts(frame, alertsOf(scene, pane), scene.palette);
  if (pane === 'candles') {
    drawMarkers(frame, scene.markers, scene.bars, scene.palette);
    drawFills(frame, scene);
  }
  if (pane === 'cvd' && scene.cvdAs === 'candles') drawCvdBars(frame, scene);
  if (pane === 'equity') drawEquity(frame, scene);
}

function alertsOf({ alerts, view }: Scene, pane: PaneName): readonly ChartAlert[] {
  const { start, end } = view;
  return alerts.filter(
    (alert) => paneOfAlert(alert) === pane && alert.at.timestamp >= start && alert.at.timestamp < end,
  );
}

function drawCvdBars(frame: PixelFrame, { cvd, bars, view, palette }: Scene): void {
  if (cvd === null || bars === null) return;
  const columns = barsOfLine(cvd, view, bars.windowMs);
  drawCandles(frame, columns, { first: 0, end: columns.timestamps.length, windowMs: columns.windowMs }, palette);
}

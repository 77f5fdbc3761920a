import { stepFrom } from '../model/crosshair-step.ts';
import { plotWidth } from '../model/region.ts';
import { centreAt } from '../model/viewport.ts';
import type { Chart } from './chart.ts';

/** Moves the crosshair by a bar or snapshot within the data, and the view where it would leave it. */
export function stepCrosshair(chart: Chart, direction: -1 | 1): void {
  const { scene, windowMs, span, view } = chart;
  if (span === null) return;
  const from = chart.crosshair()?.time ?? null;
  const time = stepFrom(scene, from, direction, { pixels: plotWidth(view.size), windowMs, end: span.end });
  if (time < span.start - windowMs || time > span.end + windowMs) return;
  const { start, end } = scene.view;
  if (time < start || time > end) chart.setViewport(centreAt(scene.view, time), false, (near) => chart.grid.near(near));
  chart.setCrosshair({ time, pane: 'candles', value: Number.NaN });
}

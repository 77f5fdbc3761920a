import type { ChartView } from '../dom/chart-view.ts';
import type { CrosshairLook } from '../dom/crosshair-view.ts';
import { alertNear } from '../model/marker.ts';
import { ALL_PANES, type PaneName } from '../model/pane.ts';
import { plotWidth } from '../model/region.ts';
import type { Scene } from '../model/scene.ts';
import { formatCrosshair } from '../model/time-format.ts';
import { valueText } from '../model/value-text.ts';
import type { ChartPoint } from './events.ts';

const ALERT_REACH = 5;

/** How the crosshair looks at a point. */
export function crosshairLook(
  scene: Scene,
  view: ChartView,
  { time, pane, value }: ChartPoint,
  tickSize: number | null,
): CrosshairLook | null {
  const { start, end } = scene.view;
  if (time < start || time > end) return null;
  const width = plotWidth(view.size);
  const msPerPixel = (end - start) / width;
  const alert = alertNear(scene.alerts, time, ALERT_REACH * msPerPixel);
  return {
    x: (time - start) / msPerPixel,
    y: Number.isNaN(value) ? null : placeOf(view, pane, value),
    timeText: formatCrosshair(time, Math.min(scene.bars?.windowMs ?? Number.POSITIVE_INFINITY, end - start)),
    valueText: Number.isNaN(value)
      ? ''
      : valueText(scene, pane, pane === 'candles' && tickSize !== null ? toTick(value, tickSize) : value),
    alertText: alert?.message ?? null,
  };
}

function placeOf(view: ChartView, pane: PaneName, value: number): number {
  const index = ALL_PANES.indexOf(pane);
  const heights = view.size.paneHeights;
  const top = heights.slice(0, index).reduce((sum, height) => sum + height, 0);
  const { low, high } = view.rangeOf(pane);
  return top + ((high - value) / (high - low)) * heights[index]!;
}

function toTick(price: number, tickSize: number): number {
  return Math.round(price / tickSize) * tickSize;
}

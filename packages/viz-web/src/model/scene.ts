import type { Bars } from './bars.ts';
import { legendShare, type PaneSize } from './legend-room.ts';
import type { Line } from './line.ts';
import type { ChartAlert, Marker, Shade } from './marker.ts';
import type { PaneName } from './pane.ts';
import type { RunLayer } from './run-layer.ts';
import type { Palette } from './theme.ts';
import { lineRange, priceRange, symmetricRange, type ValueRange, volumeRange } from './value-range.ts';
import type { Viewport } from './viewport.ts';

/** How the panes are drawn. */
export interface SceneStyle {
  readonly palette: Palette;
  /** Decimals of prices. */
  readonly decimals: number;
  /** OBI levels, 0 to 1, drawn as bands on both sides. */
  readonly thresholds: readonly number[];
  readonly cvdAs: 'line' | 'candles';
}

/** The scales of the value axes, as far as they do not follow the data. */
export interface ValueScales {
  /** The ends of axes that were scaled by hand; one whose high end is not above its low end follows the data. */
  readonly fixedRanges: Readonly<Partial<Record<PaneName, ValueRange>>>;
  /** Whether the OBI axis is fixed at -1..1 where it was not scaled by hand. */
  readonly isObiFixed: boolean;
}

/** All that is on the screen at a moment. */
export interface Scene extends SceneStyle, ValueScales {
  readonly view: Viewport;
  readonly bars: Bars | null;
  readonly obi: Line | null;
  readonly cvd: Line | null;
  /** What runs of backtests add; null without any. */
  readonly equity: RunLayer | null;
  readonly shades: readonly Shade[];
  readonly markers: readonly Marker[];
  readonly alerts: readonly ChartAlert[];
}

const UNIT: ValueRange = { low: 0, high: 1 };
const FULL_OBI: ValueRange = { low: -1.05, high: 1.05 };

/** The most of a low pane's height that marks take on each side. */
const MOST_MARKS = 0.2;

/** The range that a pane shows. Where it is not scaled by hand, all that it holds, marks too, lies below its legend. */
export function rangeOfPane(scene: Scene, pane: PaneName, size: PaneSize): ValueRange {
  const fixed = scene.fixedRanges[pane];
  if (fixed !== undefined && fixed.high > fixed.low) return fixed;
  const { low, high } = automaticRange(scene, pane);
  const marks = pane === 'candles' ? Math.min(MOST_MARKS, (scene.equity?.markRoom ?? 0) / Math.max(1, size.height)) : 0;
  const whole = (high - low) / (1 - legendShare(pane, size) - 2 * marks);
  return { low: low - marks * whole, high: low + (1 - marks) * whole };
}

function automaticRange(scene: Scene, pane: PaneName): ValueRange {
  const { bars, obi, cvd, view } = scene;
  switch (pane) {
    case 'candles':
      return bars === null ? UNIT : priceRange(bars, view);
    case 'volume':
      return bars === null ? UNIT : volumeRange(bars, view);
    case 'obi':
      if (scene.isObiFixed) return FULL_OBI;
      return obi === null ? FULL_OBI : symmetricRange(obi, view);
    case 'cvd':
      return cvd === null ? UNIT : lineRange(cvd, view);
    case 'equity':
      return scene.equity?.rangeOf(view) ?? UNIT;
  }
}

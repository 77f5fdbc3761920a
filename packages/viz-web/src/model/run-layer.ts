import type { EquityCurve } from './equity-curve.ts';
import type { LegendItem } from './legend-item.ts';
import type { RunFills } from './run.ts';
import type { ValueRange } from './value-range.ts';
import type { TimeSpan } from './viewport.ts';

/** A run ready to be drawn. */
export interface PreparedRun {
  readonly label: string;
  readonly curve: EquityCurve;
  readonly fills: RunFills;
}

/** What runs add to a scene. Its code comes with the first of them. */
export interface RunLayer {
  readonly runs: readonly PreparedRun[];
  /** The first run's last equity; null where it is not known. */
  readonly last: number | null;
  /** Decimals of equity. */
  readonly decimals: number;
  /** CSS pixels that the marks of fills take above and below the prices. */
  readonly markRoom: number;
  /** The equity that a view shows. */
  rangeOf(view: TimeSpan): ValueRange;
  /** The equity pane's legend at a moment; null takes the last values in view. */
  legendOf(view: TimeSpan, at: number | null): readonly LegendItem[];
}

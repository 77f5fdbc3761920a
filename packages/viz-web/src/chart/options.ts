import type { ChartAlert, Marker, Shade } from '../model/marker.ts';
import type { PaneShares } from '../model/pane.ts';
import type { ChartRun } from '../model/run.ts';
import type { ValueScales } from '../model/scene.ts';
import type { ThemeName } from '../model/theme.ts';
import { LEAST_SPAN_MS, type TimeSpan } from '../model/viewport.ts';

/** How a chart looks and what it shows first. */
export interface VisualizerOptions {
  /** What to read from the source. */
  readonly instrument?: string;
  /** Length of a bar, a whole number of seconds from 1 to 86,400; 60 by default. */
  readonly windowSeconds?: number;
  /** Bars in the first view; 500 by default, or fewer where each would be narrower than four pixels. */
  readonly maxBars?: number;
  /** The first view; the last `maxBars` bars by default. */
  readonly viewport?: TimeSpan;
  /** The shortest view, in milliseconds, for a source that has nothing finer to show; 0.05 by default. */
  readonly leastSpanMs?: number;
  /** The span of the data, epoch milliseconds, where it is known: a `viewport` is shown sooner. */
  readonly span?: TimeSpan;
  /** Distance of two prices: gives their decimals, which are else told by the prices. */
  readonly tickSize?: number;
  /** `system` (the default) follows the system's setting. */
  readonly theme?: ThemeName | 'system';
  /** OBI levels, 0 to 1, drawn as bands on both sides; 0.6 by default. */
  readonly thresholds?: readonly number[];
  /** A silence of this many seconds is a gap; ten times the usual one by default. */
  readonly gapSeconds?: number;
  /** `line` by default. */
  readonly cvdAs?: 'line' | 'candles';
  /** Shares of the height of the panes; 52, 14, 16, 18 and 22 by default. A pane without any is hidden. */
  readonly paneShares?: PaneShares;
  /** Scales of the value axes; each follows its data by default. */
  readonly scales?: Partial<ValueScales>;
  readonly markers?: readonly Marker[];
  readonly alerts?: readonly ChartAlert[];
  readonly shades?: readonly Shade[];
  /** Runs of backtests, two at most. */
  readonly runs?: readonly ChartRun[];
}

/** Options with nothing left open. */
export interface ChartSettings {
  readonly windowSeconds: number;
  readonly maxBars: number | null;
  readonly leastSpanMs: number;
  readonly gapMs: number | null;
  readonly tickSize: number | null;
}

/** What is left of the options once the defaults are in. */
export function settingsOf(options: VisualizerOptions): ChartSettings {
  const { windowSeconds, maxBars, leastSpanMs, gapSeconds, tickSize } = options;
  return {
    windowSeconds: windowSeconds ?? 60,
    maxBars: maxBars ?? null,
    leastSpanMs: leastSpanMs ?? LEAST_SPAN_MS,
    gapMs: gapSeconds === undefined ? null : 1000 * gapSeconds,
    tickSize: tickSize ?? null,
  };
}

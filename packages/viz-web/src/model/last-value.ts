import type { PaneName } from './pane.ts';
import type { Scene } from './scene.ts';

/** The last value of a pane's series, and its colour. */
export interface LastValue {
  readonly value: number;
  readonly tone: 'buy' | 'sell' | 'obi' | 'cvd' | 'equity';
}

/** The last value that a pane's axis marks; null where there is none. */
export function lastValueOf(scene: Scene, pane: PaneName): LastValue | null {
  if (pane === 'volume') return null;
  if (pane === 'candles') {
    const run = scene.bars?.runs.at(-1);
    if (run === undefined || run.to <= run.from) return null;
    const value = run.bars.closes[run.to - 1]!;
    return { value, tone: value >= run.bars.opens[run.to - 1]! ? 'buy' : 'sell' };
  }
  const value = scene[pane]?.last ?? null;
  return value === null ? null : { value, tone: pane };
}

import type { PaneName } from './pane.ts';
import type { Scene } from './scene.ts';

/** The CVD as far as it is drawn: without trades it is a flat line of zeros, which says nothing. */
export function drawnCvd({ bars, cvd }: Pick<Scene, 'bars' | 'cvd'>): Scene['cvd'] {
  return bars?.basis === 'mid' && !cvd?.last ? null : cvd;
}

/** Whether a pane has anything to show: without it there is no axis either. */
export function hasContents(scene: Scene, pane: PaneName): boolean {
  if (pane !== 'candles' && pane !== 'volume') return (scene[pane]?.last ?? null) !== null;
  const { bars } = scene;
  if (pane === 'volume' && bars?.basis === 'mid') return false;
  return (bars?.runs ?? []).some(({ from, to }) => to > from);
}

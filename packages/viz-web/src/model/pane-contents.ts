import type { PaneName } from './pane.ts';
import type { Scene } from './scene.ts';

/** Whether a pane has anything to show: without it there is no axis either. */
export function hasContents({ bars, obi, cvd }: Scene, pane: PaneName): boolean {
  if (pane === 'obi') return obi !== null && obi.times.length > 0;
  if (pane === 'cvd') return cvd !== null && cvd.times.length > 0;
  if (pane === 'volume' && bars?.basis === 'mid') return false;
  return (bars?.runs ?? []).some(({ from, to }) => to > from);
}

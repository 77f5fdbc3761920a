import { formatFixed, formatObi, formatVolume } from './number-format.ts';
import type { PaneName } from './pane.ts';
import type { Scene } from './scene.ts';

/** A value on a pane's axis as text. */
export function valueText({ decimals, equity }: Scene, pane: PaneName, value: number): string {
  if (pane === 'candles') return formatFixed(value, decimals);
  if (pane === 'equity') return formatFixed(value, equity?.decimals ?? 0);
  return pane === 'obi' ? formatObi(value) : formatVolume(pane === 'volume' ? Math.abs(value) : value);
}

import type { Scene } from '../model/scene.ts';
import type { VisualizerOptions } from './options.ts';

/** What of a scene can be set from outside. */
export type SceneExtras = Pick<
  Scene,
  'thresholds' | 'cvdAs' | 'isObiFixed' | 'shades' | 'markers' | 'alerts' | 'equity' | 'fixedRanges'
>;

/** What the options say of it. */
export function extrasOf({ thresholds, cvdAs, shades, markers, alerts, scales }: VisualizerOptions): SceneExtras {
  return {
    thresholds: thresholds ?? [0.6],
    cvdAs: cvdAs ?? 'line',
    shades: shades ?? [],
    markers: markers ?? [],
    alerts: alerts ?? [],
    equity: null,
    isObiFixed: false,
    fixedRanges: {},
    ...scales,
  };
}

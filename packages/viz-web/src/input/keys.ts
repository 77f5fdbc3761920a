import { plotWidth } from '../model/region.ts';
import type { GestureTarget } from './gesture-target.ts';

const PAGE_BARS = 10;
const ZOOM_FACTOR = 1.25;

const ACTIONS: Readonly<Record<string, (target: GestureTarget) => void>> = {
  ArrowLeft: (target) => target.panBars(-1),
  ArrowRight: (target) => target.panBars(1),
  'Shift+ArrowLeft': (target) => target.stepCrosshair(-1),
  'Shift+ArrowRight': (target) => target.stepCrosshair(1),
  Enter: (target) => target.choose(),
  PageUp: (target) => target.panBars(-PAGE_BARS),
  PageDown: (target) => target.panBars(PAGE_BARS),
  Home: (target) => target.goToStart(),
  End: (target) => target.goToEnd(),
  '+': (target) => target.zoom(1 / ZOOM_FACTOR, plotWidth(target.size) / 2),
  '=': (target) => target.zoom(1 / ZOOM_FACTOR, plotWidth(target.size) / 2),
  '-': (target) => target.zoom(ZOOM_FACTOR, plotWidth(target.size) / 2),
  '\u2212': (target) => target.zoom(ZOOM_FACTOR, plotWidth(target.size) / 2),
  g: (target) => target.openGoTo(),
  r: (target) => target.reset(),
  o: (target) => target.toggleObiRange(),
  '?': (target) => target.openHelp(),
  Escape: (target) => {
    target.measure(null);
    target.pointAt(null);
  },
};

/** Does what a key stands for. */
export function bindKeys(root: HTMLElement, target: GestureTarget, signal: AbortSignal): void {
  const onKey = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target !== root) return;
    const isStep = event.shiftKey && event.key.startsWith('Arrow');
    const action = ACTIONS[isStep ? `Shift+${event.key}` : event.key];
    if (action === undefined) return;
    event.preventDefault();
    action(target);
  };
  root.addEventListener('keydown', onKey, { signal });
}

import { plotWidth } from '../model/region.ts';
import type { GestureTarget } from './gesture-target.ts';

const ZOOM_STEP = 0.1;
const PIXELS_A_STEP = 100;
const PIXELS_A_LINE = 32;
const PIXELS_A_PAGE = 120;

/** The part of a wheel event that is looked at. */
export type WheelMove = Pick<WheelEvent, 'deltaX' | 'deltaY' | 'deltaMode' | 'shiftKey'>;

/** What a turn of the wheel does: by how much to zoom, or how far to pan in CSS pixels. */
export function wheelAction(move: WheelMove): { readonly zoom: number } | { readonly pan: number } {
  const unit = move.deltaMode === 1 ? PIXELS_A_LINE : move.deltaMode === 2 ? PIXELS_A_PAGE : 1;
  const [dx, dy] = [move.deltaX * unit, move.deltaY * unit];
  if (move.shiftKey) return { pan: -(dx === 0 ? dy : dx) };
  if (Math.abs(dx) > Math.abs(dy)) return { pan: -dx };
  const share = ZOOM_STEP * Math.min(1, Math.abs(dy) / PIXELS_A_STEP);
  return { zoom: dy > 0 ? 1 + share : 1 / (1 + share) };
}

/** Zooms at the cursor and pans by the wheel. */
export function bindWheel(root: HTMLElement, target: GestureTarget, signal: AbortSignal): void {
  const onWheel = (event: WheelEvent) => {
    event.preventDefault();
    const action = wheelAction(event);
    if ('pan' in action) target.pan(action.pan);
    else target.zoom(action.zoom, Math.min(plotWidth(target.size), event.clientX - root.getBoundingClientRect().left));
  };
  root.addEventListener('wheel', onWheel, { passive: false, signal });
}

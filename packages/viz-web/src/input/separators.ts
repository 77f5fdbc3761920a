import type { GestureTarget } from './gesture-target.ts';

const KEY_STEP = 12;

/** Resizes panes by dragging the lines between them, or by the arrow keys on one. */
export function bindSeparators(
  separators: readonly HTMLElement[],
  target: Pick<GestureTarget, 'movePaneEdge'>,
  signal: AbortSignal,
): void {
  for (const [pane, separator] of separators.entries()) {
    let last: number | null = null;
    const onDown = (event: PointerEvent) => {
      event.stopPropagation();
      separator.setPointerCapture(event.pointerId);
      last = event.clientY;
    };
    const onMove = (event: PointerEvent) => {
      if (last === null) return;
      event.stopPropagation();
      target.movePaneEdge(pane, event.clientY - last);
      last = event.clientY;
    };
    const onUp = () => {
      last = null;
    };
    const onKey = ({ key }: KeyboardEvent) => {
      if (key === 'ArrowUp' || key === 'ArrowDown') target.movePaneEdge(pane, key === 'ArrowUp' ? -KEY_STEP : KEY_STEP);
    };
    separator.addEventListener('pointerdown', onDown, { signal });
    separator.addEventListener('pointermove', onMove, { signal });
    separator.addEventListener('pointerup', onUp, { signal });
    separator.addEventListener('pointercancel', onUp, { signal });
    separator.addEventListener('dblclick', (event) => event.stopPropagation(), { signal });
    separator.addEventListener('keydown', onKey, { signal });
  }
}

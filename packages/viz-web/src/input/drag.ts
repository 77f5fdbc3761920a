import { plotWidth, type Region, regionAt } from '../model/region.ts';
import type { GestureTarget, Point } from './gesture-target.ts';

/** What a drag does, move by move. */
export interface Drag {
  move(from: Point, to: Point): void;
  /** Whether it is over when the pointer goes up; a ruler stays. */
  end?(): void;
}

/** What a drag that begins at a point does. */
export function dragFrom(target: GestureTarget, start: Point, isShift: boolean): Drag {
  const region = regionAt(target.size, start.x, start.y);
  if (region.kind === 'time-axis') return timeScaling(target);
  if (region.kind === 'value-axis') return valueScaling(target, region.pane);
  return isShift ? ruler(target, start) : panning(target, region.pane);
}

/** What a double-click at a point does. */
export function doubleClick(target: GestureTarget, { x, y }: Point): void {
  const region: Region = regionAt(target.size, x, y);
  if (region.kind === 'plot') target.fit();
  else if (region.kind === 'time-axis') target.resetTime();
  else target.resetValues(region.pane);
}

function timeScaling(target: GestureTarget): Drag {
  const right = plotWidth(target.size);
  return { move: (from, to) => target.zoom(Math.exp((from.x - to.x) / (0.4 * right)), right) };
}

function valueScaling(target: GestureTarget, pane: Parameters<GestureTarget['scaleValues']>[0]): Drag {
  return { move: (from, to) => target.scaleValues(pane, Math.exp((to.y - from.y) / 150)) };
}

function panning(target: GestureTarget, pane: Parameters<GestureTarget['panValues']>[0]): Drag {
  return {
    move(from, to) {
      target.pan(to.x - from.x);
      target.panValues(pane, to.y - from.y);
    },
  };
}

function ruler(target: GestureTarget, start: Point): Drag {
  return { move: (_, to) => target.measure(start, to) };
}

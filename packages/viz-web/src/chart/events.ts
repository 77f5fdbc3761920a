import type { Accuracy } from '../model/accuracy.ts';
import type { ChartAlert } from '../model/marker.ts';
import type { PaneName, PaneShares } from '../model/pane.ts';
import type { FillChoice } from '../model/run.ts';
import type { ValueScales } from '../model/scene.ts';
import type { Viewport } from '../model/viewport.ts';

/** A place on a chart. */
export interface ChartPoint {
  /** Epoch milliseconds. */
  readonly time: number;
  readonly pane: PaneName;
  /** The value on the pane's axis; NaN where the crosshair was set or moved to a moment. */
  readonly value: number;
}

/** A click on a chart. */
export interface ChartClick extends ChartPoint {
  /** The alert that was hit; null where there is none. */
  readonly alert: ChartAlert | null;
}

/** What a chart tells of. */
export interface ChartEvents {
  /** The crosshair moved, or went (null). */
  readonly crosshair: ChartPoint | null;
  readonly viewport: Viewport;
  /** Somewhere was clicked, or chosen by Enter, where no fill is. */
  readonly click: ChartClick;
  /** The mark of a fill was chosen. */
  readonly fill: FillChoice;
  /** The panes were resized on the chart: what `setPaneShares` restores. */
  readonly panes: PaneShares;
  /** Value axes were scaled or reset on the chart, or by `reset`: what `setScales` restores. */
  readonly scales: ValueScales;
  /** The picture became as true as it says. */
  readonly accuracy: Accuracy;
}

/** Listeners by event. */
export class Listeners {
  readonly #all = new Map<keyof ChartEvents, Set<(value: never) => void>>();

  /** Adds a listener; gives what removes it. */
  on<Name extends keyof ChartEvents>(name: Name, listener: (value: ChartEvents[Name]) => void): () => void {
    const listeners = this.#all.get(name) ?? new Set();
    this.#all.set(name, listeners.add(listener));
    return () => {
      listeners.delete(listener);
    };
  }

  /** Tells every listener. */
  emit<Name extends keyof ChartEvents>(name: Name, value: ChartEvents[Name]): void {
    for (const listener of this.#all.get(name) ?? []) (listener as (value: ChartEvents[Name]) => void)(value);
  }

  /** Forgets all. */
  clear(): void {
    this.#all.clear();
  }
}

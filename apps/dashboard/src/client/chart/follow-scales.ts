import type { ValueScales, Visualizer } from '@orderflow/viz-web';
import { type Accessor, createEffect, createMemo, onCleanup } from 'solid-js';
import { isSameList } from '../parts/is-same-list.ts';
import { roundScales } from '../state/scale-text.ts';
import type { ViewState } from '../state/view-state.ts';
import type { ViewStore } from '../state/view-store.ts';
import { heightsOf, sharesOf } from './pane-shares.ts';

/** What rests this long is written into the address. */
const SETTLED_MS = 200;

/** Keeps the heights of the chart's panes, and the axes that were scaled by hand, the same as in the address. */
export function followScales(store: ViewStore, chart: Accessor<Visualizer | null>): void {
  const shares = createMemo(() => sharesOf(store.view()), undefined, { equals: isSameList });
  const scales = createMemo(() => scalesOf(store.view()), undefined, { equals: isSameScales });
  createEffect(() => chart()?.setPaneShares(shares()));
  createEffect(() => chart()?.setScales(scales()));
  const write = createWriter(store);
  createEffect(() => {
    const made = chart();
    if (made === null) return;
    onCleanup(made.on('panes', (moved) => write({ heights: heightsOf(store.view(), moved) })));
    onCleanup(
      made.on('scales', ({ fixedRanges, isObiFixed }) => write({ scales: roundScales(fixedRanges), isObiFixed })),
    );
  });
}

function createWriter(store: ViewStore): (patch: Partial<ViewState>) => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let waiting: Partial<ViewState> = {};
  onCleanup(() => clearTimeout(timer));
  return (patch) => {
    waiting = { ...waiting, ...patch };
    clearTimeout(timer);
    timer = setTimeout(() => {
      const settled = waiting;
      waiting = {};
      store.change(settled, 'touch');
    }, SETTLED_MS);
  };
}

function scalesOf({ scales, isObiFixed }: ViewState): ValueScales {
  return { fixedRanges: scales, isObiFixed };
}

function isSameScales(a: ValueScales, b: ValueScales): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

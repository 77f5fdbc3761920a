import type { ChartPoint, Visualizer } from '@orderflow/viz-web';
import { type Accessor, createEffect, createMemo, createSignal, on, onCleanup } from 'solid-js';
import { toMicrosecond } from '../state/moment-text.ts';
import type { FillChoice, Span } from '../state/view-state.ts';
import type { ViewStore } from '../state/view-store.ts';
import { holdClicks } from './hold-clicks.ts';

/** A view that rests this long is written into the address. */
const SETTLED_MS = 200;

/** The chart on the page, tied to the address. */
export interface ChartLink {
  /** The chart; null before it is there. */
  readonly chart: Accessor<Visualizer | null>;
  readonly attach: (chart: Visualizer) => void;
  /** What is on the screen; null before it is known. */
  readonly viewport: Accessor<Span | null>;
  readonly crosshair: Accessor<ChartPoint | null>;
  /** Forgets the click that is held: it was the first half of a double-click. */
  readonly dropClick: () => void;
}

/** What was clicked on the chart: a moment, or the mark of a fill. */
export type ChartChoice = { readonly proof: number } | { readonly fill: FillChoice };

/** Keeps the chart's view and the address the same; `onChoice` hears of clicks. */
export function createChartLink(store: ViewStore, onChoice: (choice: ChartChoice) => void): ChartLink {
  const [chart, setChart] = createSignal<Visualizer | null>(null);
  const [viewport, setViewport] = createSignal<Span | null>(null);
  const [crosshair, setCrosshair] = createSignal<ChartPoint | null>(null);
  const writer = createRangeWriter(store);
  const clicks = holdClicks(onChoice);
  const ends: (() => void)[] = [writer.end, clicks.drop];
  onCleanup(() => {
    for (const end of ends) end();
  });
  const attach = (made: Visualizer) => {
    ends.push(
      made.on('viewport', (view) => {
        setViewport(view);
        writer.write(view);
      }),
      made.on('crosshair', setCrosshair),
      made.on('click', ({ time, alert }) => clicks.take({ proof: alert?.at.timestamp ?? time })),
      made.on('fill', ({ run, number }) => clicks.take({ fill: { run, number } })),
    );
    const first = made.viewport();
    setViewport(first);
    writer.begin(first);
    setChart(made);
  };
  followRange(store, chart);
  return { chart, attach, viewport, crosshair, dropClick: clicks.drop };
}

/** Writes views that rest into the address. The first one that the chart chooses itself is no choice of the user's. */
function createRangeWriter(store: ViewStore) {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let chosenByChart: Span | null = null;
  const settle = (view: Span) => {
    const range = rounded(view);
    const known = store.view().range;
    if (known === null && chosenByChart !== null && isSameSpan(chosenByChart, range)) return;
    if (known === null || !isSameSpan(known, range)) store.change({ range }, 'touch');
  };
  return {
    begin(view: Span | null) {
      chosenByChart = view === null ? null : rounded(view);
    },
    write(view: Span) {
      chosenByChart ??= rounded(view);
      clearTimeout(timer);
      timer = setTimeout(() => settle(view), SETTLED_MS);
    },
    end: () => clearTimeout(timer),
  };
}

/** Moves the chart where the address goes by other ways than the chart itself: back, forward, a preset. */
function followRange(store: ViewStore, chart: Accessor<Visualizer | null>): void {
  // What else changes in the address leaves the chart where it is.
  const asked = createMemo(() => store.view().range, undefined, { equals: isSameRange });
  createEffect(
    on(
      asked,
      (range) => {
        const made = chart();
        const shown = made?.viewport() ?? null;
        if (made === null || shown === null) return;
        if (range === null) made.reset();
        else if (!isSameSpan(rounded(shown), range)) made.fit(range);
      },
      { defer: true },
    ),
  );
}

function rounded({ start, end }: Span): Span {
  return { start: toMicrosecond(start), end: toMicrosecond(end) };
}

function isSameRange(a: Span | null, b: Span | null): boolean {
  return a === b || (a !== null && b !== null && isSameSpan(a, b));
}

function isSameSpan(a: Span, b: Span): boolean {
  return a.start === b.start && a.end === b.end;
}

import { createEffect, createMemo, type JSX, on, onCleanup, onMount, splitProps } from 'solid-js';
import type { VisualizerOptions } from '../chart/options.ts';
import type { SeriesSource } from '../data/series-source.ts';
import { makeVisualizer } from '../make-visualizer.ts';
import type { Visualizer } from '../visualizer.ts';

/** What an `OrderflowChart` takes: what can be set on a `Visualizer` follows the properties. */
export interface OrderflowChartProps extends Omit<VisualizerOptions, 'instrument'> {
  readonly source: SeriesSource;
  readonly instrument: string;
  readonly class?: string;
  readonly style?: JSX.CSSProperties;
  /** Gets the chart as soon as it is on the page. */
  readonly ref?: (visualizer: Visualizer) => void;
}

/** A chart as a Solid component; it fills its element, which must have a height. */
export function OrderflowChart(props: OrderflowChartProps): JSX.Element {
  const [box, rest] = splitProps(props, ['class', 'style', 'ref', 'source']);
  let element!: HTMLDivElement;
  onMount(() => {
    // A style attribute in the markup would break a strict content security policy.
    element.style.height = '100%';
    const visualizer = makeVisualizer(element, box.source, { ...rest });
    onCleanup(() => visualizer.destroy());
    follow(props, visualizer);
    box.ref?.(visualizer);
  });
  return <div ref={element} class={box.class} style={box.style} />;
}

function follow(props: OrderflowChartProps, visualizer: Visualizer): void {
  const later = { defer: true } as const;
  const set = <Value,>(read: () => Value | undefined, apply: (value: Value) => void) =>
    createEffect(
      on(
        // A property may be an expression that is worked out anew to the same value.
        createMemo(read),
        (value) => {
          if (value !== undefined) apply(value);
        },
        later,
      ),
    );
  const source = createMemo(() => props.source);
  const instrument = createMemo(() => props.instrument);
  createEffect(on([source, instrument], ([from, name]) => visualizer.setSource(from, name), later));
  set(() => props.windowSeconds, visualizer.setWindow);
  set(() => props.theme, visualizer.setTheme);
  set(() => props.thresholds, visualizer.setThresholds);
  set(() => props.cvdAs, visualizer.setCvdAs);
  set(() => props.paneShares, visualizer.setPaneShares);
  set(() => props.scales, visualizer.setScales);
  set(() => props.markers, visualizer.setMarkers);
  set(() => props.alerts, visualizer.setAlerts);
  set(() => props.shades, visualizer.setShades);
  set(
    () => props.runs,
    (runs) => {
      visualizer.setRuns(runs).catch(reportError);
    },
  );
  set(() => props.viewport, visualizer.setViewport);
}

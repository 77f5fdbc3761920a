import { OrderflowChart } from '@orderflow/viz-web';
import { VALUE_AXIS_WIDTH } from '@orderflow/viz-web/chart';
import { createEffect, type JSX, Show, untrack } from 'solid-js';
import { useDashboard } from '../frame/dashboard-context.ts';
import type { Span } from '../state/view-state.ts';
import type { ChartLink } from './chart-link.ts';
import { followScales } from './follow-scales.ts';
import { createOverlays } from './overlays.ts';
import { QualityStrip } from './quality-strip.tsx';
import { createSeriesSource } from './series-source.ts';

/** In CSS pixels. */
const LEAST_BAR_WIDTH = 2.4;

interface ChartStageProps {
  readonly link: ChartLink;
  /** When the fill was made that is explained; null for none. */
  readonly fillTime: number | null;
}

/** The four panes with what is laid over them. */
export function ChartStage(props: ChartStageProps): JSX.Element {
  const dashboard = useDashboard();
  const { view, instrument, file, barSeconds, data, theme, settings, sources, findings } = dashboard;
  const name = () => instrument()?.instrument ?? '';
  const source = createSeriesSource(() => ({
    instrument: name(),
    file: file(),
    depth: view().depth,
    anchor: view().anchor,
    version: sources.value()?.version ?? '',
  }));
  const first = openingView(untrack(view).range);
  followScales(dashboard, props.link.chart);
  onceDrawn(props.link, findings.allow);
  const { alerts, markers, spans, shades } = createOverlays(dashboard, () => props.fillTime);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the chart within takes the keys.
    <div class="chart-stage" onDblClick={() => props.link.dropClick()}>
      <OrderflowChart
        class="chart-frame"
        source={source()}
        instrument={name()}
        windowSeconds={barSeconds()}
        maxBars={Math.min(settings.value()?.maxBars ?? 500, legibleBars())}
        {...first}
        span={data()}
        theme={theme()}
        cvdAs={view().isCvdCandles ? 'candles' : 'line'}
        alerts={alerts()}
        markers={markers()}
        shades={shades()}
        ref={props.link.attach}
      />
      <Show when={props.link.viewport()}>
        {(shown) => <QualityStrip spans={spans()} view={shown()} at={props.link.crosshair()?.time ?? null} />}
      </Show>
    </div>
  );
}

/** So many bars are told apart on this screen: more would be drawn longer than was chosen. */
function legibleBars(): number {
  return Math.max(1, Math.floor((innerWidth - VALUE_AXIS_WIDTH) / LEAST_BAR_WIDTH));
}

/** Only the first view: later ones go through the link, which tells whose choice they are. */
function openingView(range: Span | null): { readonly viewport?: Span } {
  return range === null ? {} : { viewport: range };
}

/** Calls once, as soon as the first exact picture is drawn. */
function onceDrawn({ chart, viewport }: ChartLink, call: () => void): void {
  createEffect((isDone: boolean) => {
    const made = chart();
    if (isDone || made === null || viewport() === null) return isDone;
    made.draw().then(call, call);
    return true;
  }, false);
}

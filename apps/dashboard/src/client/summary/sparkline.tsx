import { lineOf } from '@orderflow/viz-web/chart';
import { createMemo, type JSX } from 'solid-js';
import { HttpSeriesRepository } from '../api/http-series-repository.ts';
import { useDashboard } from '../frame/dashboard-context.ts';
import { createLoad } from '../parts/create-load.ts';
import { HEIGHT, sparkPath, WIDTH } from './spark-path.ts';

/** The whole course of a series, as small as a word. */
export function Sparkline(props: { readonly series: 'price' | 'cvd' }): JSX.Element {
  const { instrument, file, sources } = useDashboard();
  const key = () => {
    const name = instrument()?.instrument;
    return name === undefined ? null : JSON.stringify([name, file(), props.series, sources.value()?.version]);
  };
  const load = createLoad(key, (_, signal) => {
    const query = { instrument: instrument()?.instrument ?? '', series: props.series, pixels: WIDTH };
    return new HttpSeriesRepository(null, file()).readSeries(query, { signal });
  });
  const path = createMemo(() => {
    const series = load.value();
    return series === undefined ? '' : sparkPath(lineOf(series, null));
  });
  return (
    <svg
      class={`sparkline ${props.series}`}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      <path d={path()} />
    </svg>
  );
}

import { createMemo, type JSX } from 'solid-js';
import { readEquity } from '../api/run-api.ts';
import { createLoad } from '../parts/create-load.ts';
import { HEIGHT, sparkPath, WIDTH } from '../summary/spark-path.ts';
import { thin } from './thin-values.ts';

interface EquityLineProps {
  readonly id: string;
  readonly model: string;
}

/** The whole course of the equity, as small as a word. */
export function EquityLine(props: EquityLineProps): JSX.Element {
  const equity = createLoad(
    () => JSON.stringify([props.id, props.model]),
    (_, signal) => readEquity({ id: props.id, model: props.model }, signal),
  );
  const path = createMemo(() => {
    const values = equity.value()?.values;
    if (values === undefined) return '';
    const closes = thin(values, WIDTH);
    return sparkPath({ times: Float64Array.from(closes.keys()), closes, gaps: [] });
  });
  return (
    <div class="graphic">
      <svg class="sparkline equity" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true">
        <path d={path()} />
      </svg>
    </div>
  );
}

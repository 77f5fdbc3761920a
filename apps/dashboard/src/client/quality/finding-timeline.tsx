import { For, type JSX } from 'solid-js';
import type { Span } from '../state/view-state.ts';
import type { FindingRow } from './finding-rows.ts';
import type { Severity } from './finding-spans.ts';

const WIDTH = 240;
const HEIGHT = 22;
const LEAST = 1.5;

interface FindingTimelineProps {
  readonly histograms: FindingRow['histograms'];
  readonly span: Span;
  readonly severity: Severity;
}

/** Where rows of a finding lie within the span of the data: the taller, the more there are. */
export function FindingTimeline(props: FindingTimelineProps): JSX.Element {
  const length = () => Math.max(1, props.span.end - props.span.start);
  const most = () => Math.max(1, ...props.histograms.flatMap(({ buckets }) => buckets.map(({ rows }) => rows)));
  const bars = () =>
    props.histograms.flatMap(({ bucketMs, buckets }) =>
      buckets.map(({ from, rows, gapMs }) => {
        const width = Math.max(LEAST, (WIDTH * (gapMs > 0 ? gapMs : bucketMs)) / length());
        return {
          // What lies at the very end is seen too.
          x: Math.min(WIDTH - width, (WIDTH * (from - props.span.start)) / length()),
          width,
          height: gapMs > 0 ? HEIGHT : 4 + ((HEIGHT - 4) * Math.log1p(rows)) / Math.log1p(most()),
        };
      }),
    );
  return (
    <svg
      class={`timeline ${props.severity}`}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      <For each={bars()}>
        {({ x, width, height }) => <rect x={x} y={HEIGHT - height} width={width} height={height} />}
      </For>
    </svg>
  );
}

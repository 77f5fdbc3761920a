import { formatDuration } from '@orderflow/core';
import { formatMoment } from '@orderflow/viz-web/chart';
import { For, type JSX, Show } from 'solid-js';
import { useDashboard } from '../frame/dashboard-context.ts';
import { countText } from '../parts/count-text.ts';
import { ScrollRegion } from '../parts/scroll-region.tsx';
import { ViewLink } from '../parts/view-link.tsx';
import { rangeAround } from '../state/range-presets.ts';
import type { Span, ViewState } from '../state/view-state.ts';
import type { FindingRow } from './finding-rows.ts';
import type { Severity } from './finding-spans.ts';
import { FindingTimeline } from './finding-timeline.tsx';

const BARS_AROUND = 120;
const PILLS: Readonly<Record<Severity, string>> = { missing: '', broken: 'alert', odd: 'busy' };

interface FindingTableProps {
  readonly rows: readonly FindingRow[];
  /** The span of the instrument's data. */
  readonly span: Span;
}

/** What was found, kind by kind, and where it lies in time. */
export function FindingTable(props: FindingTableProps): JSX.Element {
  const { barSeconds } = useDashboard();
  const placeOf = (row: FindingRow): Partial<ViewState> => {
    const at = row.first === null ? props.span.start : row.first.at.timestamp;
    const gap = row.first?.seconds ?? 0;
    const length = Math.max(1000 * barSeconds() * BARS_AROUND, 3000 * gap);
    return { view: 'chart', hasQuality: true, range: rangeAround(at - 500 * gap, { start: 0, end: length }) };
  };
  return (
    <Show when={props.rows.length > 0}>
      <ScrollRegion class="table-frame" label="Findings">
        <table class="table stacked">
          <thead>
            <tr>
              <th scope="col">Finding</th>
              <th scope="col" class="number">
                Rows
              </th>
              <th scope="col">Longest</th>
              <th scope="col">First</th>
              <th scope="col" class="where">
                Where in time
              </th>
            </tr>
          </thead>
          <tbody>
            <For each={props.rows}>
              {(row) => (
                <tr>
                  <th scope="row" class="wrap">
                    <span class={`pill ${PILLS[row.severity]}`}>{row.name}</span>
                    <div class="dim meaning">
                      {row.meaning}, in “{row.table}”
                    </div>
                  </th>
                  <td class="number" data-name="Rows">
                    {countText(row.rows)}
                  </td>
                  <td data-name="Longest">
                    {row.longestSeconds === null ? '—' : formatDuration(1000 * row.longestSeconds)}
                  </td>
                  <td class="mono" data-name="First">
                    <Show when={row.first} fallback="—">
                      {(first) => <ViewLink to={placeOf(row)}>{formatMoment(beginOf(first())).slice(0, 19)}</ViewLink>}
                    </Show>
                  </td>
                  <td class="where">
                    <FindingTimeline histograms={row.histograms} span={props.span} severity={row.severity} />
                  </td>
                </tr>
              )}
            </For>
          </tbody>
        </table>
      </ScrollRegion>
    </Show>
  );
}

/** A gap is found at the snapshot that ends it. */
function beginOf({ at, seconds }: NonNullable<FindingRow['first']>): number {
  return at.timestamp - 1000 * (seconds ?? 0);
}

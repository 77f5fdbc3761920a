import { formatMillisecond, formatMoment } from '@orderflow/viz-web/chart';
import { createMemo, createSignal, For, type JSX, Show } from 'solid-js';
import type { SummaryAlert } from '../api/api-types.ts';
import { useDashboard } from '../frame/dashboard-context.ts';
import { countOf } from '../parts/count-text.ts';
import { Notice } from '../parts/notice.tsx';
import { ScrollRegion } from '../parts/scroll-region.tsx';
import { ViewLink } from '../parts/view-link.tsx';
import { rangeAround } from '../state/range-presets.ts';
import type { ViewState } from '../state/view-state.ts';

const PAGE = 200;
const BARS_AROUND = 120;

interface AlertTableProps {
  readonly alerts: readonly SummaryAlert[];
  /** Alerts that there are; more than are listed where they are very many. */
  readonly total: number;
}

/** Alerts in order of time; each leads to its place in the chart. */
export function AlertTable(props: AlertTableProps): JSX.Element {
  const { barSeconds } = useDashboard();
  const [rule, setRule] = createSignal('');
  const [limit, setLimit] = createSignal(PAGE);
  const rules = createMemo(() => [...new Set(props.alerts.map((alert) => alert.rule))].sort());
  const chosen = createMemo(() => props.alerts.filter((alert) => rule() === '' || alert.rule === rule()));
  const placeOf = ({ at }: SummaryAlert): Partial<ViewState> => {
    const moment = at.timestamp + at.nanoseconds / 1e6;
    const length = 1000 * barSeconds() * BARS_AROUND;
    return { view: 'chart', proof: moment, hasAlerts: true, range: rangeAround(moment, { start: 0, end: length }) };
  };
  return (
    <section class="block">
      <div class="block-head">
        <h2>{countOf(props.total, 'alert')}</h2>
        <Show when={rules().length > 1}>
          <select class="select" aria-label="Rule" onChange={(event) => setRule(event.currentTarget.value)}>
            <option value="">All rules</option>
            <For each={rules()}>{(name) => <option value={name}>{name}</option>}</For>
          </select>
        </Show>
      </div>
      <Show when={chosen().length > 0} fallback={<NoAlerts />}>
        <ScrollRegion class="table-frame" label="Alerts">
          <table class="table stacked">
            <thead>
              <tr>
                <th scope="col">Time, UTC</th>
                <th scope="col">Rule</th>
                <th scope="col">What happened</th>
                <th scope="col" class="number">
                  Snapshot
                </th>
              </tr>
            </thead>
            <tbody>
              <For each={chosen().slice(0, limit())}>
                {(alert) => (
                  <tr>
                    <td class="mono">
                      <ViewLink to={placeOf(alert)}>{timeText(alert.at.timestamp)}</ViewLink>
                    </td>
                    <td class="rule">{alert.rule}</td>
                    <td class="wrap">{alert.what}</td>
                    <td class="number mono dim" data-name="Snapshot">
                      {alert.snapshotId ?? '—'}
                    </td>
                  </tr>
                )}
              </For>
            </tbody>
          </table>
        </ScrollRegion>
      </Show>
      <Show when={chosen().length > limit()}>
        <button type="button" class="button" onClick={() => setLimit(limit() + 5 * PAGE)}>
          Show more: {chosen().length - limit()} are left
        </button>
      </Show>
      <Show when={props.total > props.alerts.length}>
        <p class="dim">
          The first {props.alerts.length} of {props.total} are listed. Raise the thresholds to have fewer.
        </p>
      </Show>
    </section>
  );
}

function NoAlerts(): JSX.Element {
  return (
    <Notice
      kind="empty"
      title="No alerts"
      text="Nothing passed the thresholds. Lower them with --alert-… when you start the dashboard, or in the configuration file."
    />
  );
}

function timeText(ms: number): string {
  return `${formatMoment(ms).slice(0, 10)} ${formatMillisecond(ms)}`;
}

import { formatDuration } from '@orderflow/core';
import { fairWindow, formatFixed, formatMillisecond, formatMoment } from '@orderflow/viz-web/chart';
import { createMemo, createSignal, For, type JSX, Show } from 'solid-js';
import type { RoundTrip, Run, RunResult } from '../api/api-types.ts';
import { readRoundTrips } from '../api/run-api.ts';
import { useDashboard } from '../frame/dashboard-context.ts';
import { countOf, countText } from '../parts/count-text.ts';
import { createLoad } from '../parts/create-load.ts';
import { LoadView } from '../parts/load-view.tsx';
import { Notice } from '../parts/notice.tsx';
import { ScrollRegion } from '../parts/scroll-region.tsx';
import { ViewLink } from '../parts/view-link.tsx';
import { exactText } from '../proof/exact-text.ts';
import { BAR_PRESETS, type ViewState } from '../state/view-state.ts';
import { feesTitle, moneyText, shortId } from './run-texts.ts';

const PAGE = 50;
const MOST = 1000;
const PRICE_DIGITS = 10;
/** How much of the chart is shown around a round trip, at least. */
const LEAST_MS = 60_000;
/** The length of the chart for that of a round trip. */
const AROUND = 4;

interface RoundTripTableProps {
  readonly run: Run;
  readonly result: RunResult;
}

/** The positions from flat to flat; each leads to its place on the chart. */
export function RoundTripTable(props: RoundTripTableProps): JSX.Element {
  const [limit, setLimit] = createSignal(PAGE);
  const choice = () => ({ id: shortId(props.run.id), model: props.result.makerModel });
  const trips = createLoad(
    () => (props.run.hasRows ? JSON.stringify([choice(), limit()]) : null),
    (_, signal) => readRoundTrips(choice(), limit(), signal),
  );
  const open = () => props.result.summary.statistics.openRoundTripCount ?? 0;
  const left = () => props.result.roundTrips + open() - limit();
  return (
    <section class="block">
      <h2>{tripsText(props.result.roundTrips, open())}</h2>
      <Show when={props.run.hasRows} fallback={<NoRows />}>
        <LoadView load={trips} waiting="Reading the round trips" failed="The round trips could not be read">
          {(page) => (
            <Show when={page().roundTrips.length > 0} fallback={<Notice kind="empty" title="Nothing was filled" />}>
              <Trips trips={page().roundTrips} model={props.result.makerModel} id={choice().id} />
            </Show>
          )}
        </LoadView>
        <Show when={left() > 0 && limit() < MOST}>
          <button type="button" class="button" onClick={() => setLimit(Math.min(MOST, 5 * limit()))}>
            Show more: {countText(left())} are left
          </button>
        </Show>
        <Show when={left() > 0 && limit() >= MOST}>
          <p class="dim">
            The first {countText(MOST)} are listed. <code>orderflow runs show {choice().id} --json</code> has all.
          </p>
        </Show>
      </Show>
    </section>
  );
}

function tripsText(ended: number, open: number): string {
  return `${countOf(ended, 'round trip')}${open > 0 ? ` and ${countText(open)} that ${open === 1 ? 'is' : 'are'} open` : ''}`;
}

function NoRows(): JSX.Element {
  return (
    <Notice
      kind="empty"
      title="The rows of this run are not stored"
      text="Trials of a sweep are stored without them. orderflow backtest with the same parameters adds them."
    />
  );
}

interface TripsProps {
  readonly trips: readonly RoundTrip[];
  readonly id: string;
  readonly model: string;
}

function Trips(props: TripsProps): JSX.Element {
  const { instruments, barSeconds } = useDashboard();
  const names = createMemo(() => new Set(instruments().map(({ instrument }) => instrument)));
  const placeOf = ({ instrument, entryTime, exitTime, firstFill }: RoundTrip): Partial<ViewState> => {
    const end = exitTime ?? entryTime;
    const length = Math.max(AROUND * (end - entryTime), LEAST_MS);
    const middle = (entryTime + end) / 2;
    const range = { start: middle - length / 2, end: middle + length / 2 };
    const runs = [{ id: props.id, model: props.model }];
    const bars = { barSeconds: fairWindow(range, barSeconds(), BAR_PRESETS), scales: {} };
    return { view: 'chart', instrument, range, ...bars, runs, fill: { run: 0, number: firstFill }, proof: null };
  };
  const fees = () => feesTitle(props.trips.map((trip) => trip.fees));
  return (
    <ScrollRegion class="table-frame" label="Round trips">
      <table class="table stacked">
        <thead>
          <tr>
            <th scope="col">Entry, UTC</th>
            <th scope="col">Position</th>
            <For each={['Entry price', 'Exit price', 'Held', 'Fills', fees(), 'Net PnL']}>
              {(title) => (
                <th scope="col" class="number">
                  {title}
                </th>
              )}
            </For>
          </tr>
        </thead>
        <tbody>
          <For each={props.trips}>
            {(trip) => (
              <TripRow
                trip={trip}
                to={names().has(trip.instrument) ? placeOf(trip) : null}
                hasName={names().size > 1}
              />
            )}
          </For>
        </tbody>
      </table>
    </ScrollRegion>
  );
}

interface TripRowProps {
  readonly trip: RoundTrip;
  /** Null where its data are not open. */
  readonly to: Partial<ViewState> | null;
  readonly hasName: boolean;
}

function TripRow(props: TripRowProps): JSX.Element {
  const time = () => timeText(props.trip.entryTime);
  const size = () => exactText(props.trip.peakSize);
  return (
    <tr>
      <th scope="row" class="mono trip-time">
        <Show when={props.to} fallback={time()}>
          {(to) => <ViewLink to={to()}>{time()}</ViewLink>}
        </Show>
      </th>
      <td class={props.trip.side}>
        {props.trip.side === 'buy' ? `▲ long ${size()}` : `▼ short ${size()}`}
        <Show when={props.hasName}> {props.trip.instrument}</Show>
      </td>
      <td class="number" data-name="In">
        {priceText(props.trip.averageEntryPrice)}
      </td>
      <td class="number" data-name="Out">
        {priceText(props.trip.averageExitPrice)}
      </td>
      <td class="number" data-name="Held">
        {props.trip.exitTime === null ? 'open' : formatDuration(props.trip.exitTime - props.trip.entryTime)}
      </td>
      <td class="number" data-name="Fills">
        {countText(props.trip.fillCount)}
      </td>
      <td class="number" data-name={props.trip.fees < 0 ? 'Rebates' : 'Fees'}>
        {moneyText(0 - props.trip.fees)}
      </td>
      <td class="number" data-name="Net">
        {moneyText(props.trip.netPnl)}
      </td>
    </tr>
  );
}

/** An average price, to a hundredth. */
function priceText(price: number | null): string {
  return price === null ? '—' : formatFixed(Number(price.toPrecision(PRICE_DIGITS)), 2);
}

function timeText(ms: number): string {
  return `${formatMoment(ms).slice(0, 10)} ${formatMillisecond(ms)}`;
}

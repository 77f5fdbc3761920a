import { formatDuration } from '@orderflow/core';
import { formatMoment } from '@orderflow/viz-web/chart';
import { createMemo, For, type JSX, Show } from 'solid-js';
import type { Run, RunResult } from '../api/api-types.ts';
import { useDashboard } from '../frame/dashboard-context.ts';
import { badRowText } from '../parts/bad-row-text.ts';
import { countOf } from '../parts/count-text.ts';
import { Notice } from '../parts/notice.tsx';
import { SteadyDates } from '../parts/steady-dates.tsx';
import { ViewLink } from '../parts/view-link.tsx';
import { bandText } from './band-text.ts';
import { EquityLine } from './equity-line.tsx';
import { PnlBand } from './pnl-band.tsx';
import { ResultTable } from './result-table.tsx';
import { RoundTripTable } from './round-trip-table.tsx';
import { RunInputs } from './run-inputs.tsx';
import { chanceText, changeText, modelName, moneyText, shareText, shortId, spanText } from './run-texts.ts';

/** Below, the server tells no chance. */
const LEAST_SAMPLES = 30;
const DAY_MS = 86_400_000;

interface RunViewProps {
  readonly run: Run;
  /** The maker model whose rows are shown. */
  readonly model: string;
}

/** One run: its profit as a band over the maker models, all statistics, its inputs and its round trips. */
export function RunView(props: RunViewProps): JSX.Element {
  const { change } = useDashboard();
  const result = createMemo(() => props.run.results.find(({ makerModel }) => makerModel === props.model));
  return (
    <>
      <div class="page-head">
        <h1>Run {shortId(props.run.id)}</h1>
        <ModelPicker {...props} />
        <ChartLinkOfRun {...props} />
        <ViewLink class="button" to={{ view: 'runs', runs: [], fill: null }}>
          All runs
        </ViewLink>
        <RunLead run={props.run} />
      </div>
      <Show
        when={result()}
        fallback={
          <Notice kind="problem" title={`The run was not played under ${props.model}`}>
            <button
              type="button"
              class="button"
              onClick={() => change({ runs: [{ id: shortId(props.run.id), model: props.run.results[0]!.makerModel }] })}
            >
              Show it under {modelName(props.run.results[0]!.makerModel)}
            </button>
          </Notice>
        }
      >
        {(shown) => (
          <>
            <RunCards run={props.run} result={shown()} />
            <ResultTable run={props.run} model={props.model} />
            <RoundTripTable run={props.run} result={shown()} />
            <RunInputs run={props.run} />
          </>
        )}
      </Show>
    </>
  );
}

function RunLead(props: { readonly run: Run }): JSX.Element {
  const text = () => {
    const { strategy, data } = props.run;
    const length = formatDuration(data.endTime - data.startTime);
    const rows = `${countOf(data.books, 'book')}, ${countOf(data.trades, 'trade')}`;
    const span = `${formatMoment(data.startTime).replace(' UTC', '')} to ${formatMoment(data.endTime)}`;
    return `${strategy} on ${data.instruments.join(', ')}, ${span} (${length}) · ${rows}`;
  };
  return (
    <>
      <p class="dim">
        <SteadyDates text={text()} />
      </p>
      <SkippedRows run={props.run} />
    </>
  );
}

/** What was played without; runs that were stored before reasons were kept have a number. */
function SkippedRows(props: { readonly run: Run }): JSX.Element {
  const lines = () => {
    const { problems, skippedBooks } = props.run.data;
    if (problems.length > 0) return problems.map(badRowText);
    return skippedBooks > 0 ? [`${countOf(skippedBooks, 'bad row')} of “book”`] : [];
  };
  return (
    <Show when={lines().length > 0}>
      <ul class="problem-list" aria-label="Rows that the run was played without">
        <For each={lines()}>{(line) => <li>{line}</li>}</For>
      </ul>
    </Show>
  );
}

function ModelPicker(props: RunViewProps): JSX.Element {
  const { change } = useDashboard();
  return (
    <select
      class="select"
      aria-label="Maker model"
      title="How orders that rest are taken to be filled"
      value={props.model}
      onChange={(event) => change({ runs: [{ id: shortId(props.run.id), model: event.currentTarget.value }] })}
    >
      <For each={props.run.results}>
        {({ makerModel }) => <option value={makerModel}>{modelName(makerModel)}</option>}
      </For>
    </select>
  );
}

function ChartLinkOfRun(props: RunViewProps): JSX.Element {
  const { instruments } = useDashboard();
  const open = () =>
    props.run.data.instruments.find((name) => instruments().some(({ instrument }) => instrument === name));
  const range = () => ({ start: props.run.data.startTime, end: props.run.data.endTime + 1 });
  return (
    <Show when={props.run.hasRows ? open() : undefined}>
      {(instrument) => (
        <ViewLink
          class="button primary"
          to={{ view: 'chart', instrument: instrument(), range: range(), barSeconds: null, scales: {}, fill: null }}
        >
          On the chart
        </ViewLink>
      )}
    </Show>
  );
}

interface RunCardsProps {
  readonly run: Run;
  readonly result: RunResult;
}

function RunCards(props: RunCardsProps): JSX.Element {
  const deflated = () => props.run.results.map(({ deflatedSharpe }) => deflatedSharpe);
  const doubtful = () => props.run.results.map(({ summary }) => summary.doubtfulShare);
  const statistics = () => props.result.summary.statistics;
  return (
    <div class="cards wide">
      <section class="card">
        <h2>PnL after fees, every maker model</h2>
        <p class="headline">
          {spanText(
            props.run.results.map(({ pnl }) => pnl),
            moneyText,
          )}
        </p>
        <PnlBand results={props.run.results} chosen={props.result.makerModel} />
        <p class="dim">{bandText(props.run)}</p>
      </section>
      <section class="card">
        <h2>Equity, {modelName(props.result.makerModel)}</h2>
        <p class="headline">
          {moneyText(props.result.pnl)} <small>{changeText(statistics().totalReturn ?? null)}</small>
        </p>
        <Show when={props.run.hasRows}>
          <EquityLine id={props.run.id} model={props.result.makerModel} />
        </Show>
        <p class="dim">
          Deepest drawdown {changeText(statistics().maxDrawdown ?? null)}, a sample every{' '}
          <span class="steady">{formatDuration(props.result.sampleMs)}</span>
        </p>
      </section>
      <section class="card">
        <h2>Not luck</h2>
        <p class="headline">
          {spanText(deflated(), chanceText)} <small>after {countOf(props.result.trials, 'trial')}</small>
        </p>
        <p class="dim">
          The chance that the Sharpe ratio is more than the luck of so many trials of {props.run.strategy} on these data
          {weightNote(props.result)}. Of the profit, <span class="steady">{spanText(doubtful(), shareText)}</span> come
          from doubtful data: across gaps, or from crossed books.
        </p>
      </section>
    </div>
  );
}

/** What the chance leaves out, or why there is none. */
function weightNote({ summary: { statistics }, expectedBestSharpe }: RunResult): string {
  const { sampleCount, startTime, endTime } = statistics;
  const samples = sampleCount ?? 0;
  if (samples < LEAST_SAMPLES) return `, which takes ${LEAST_SAMPLES} samples of equity: these are ${samples}`;
  if (expectedBestSharpe === null) return ', which takes two trials under the same assumptions';
  const isDay = (endTime ?? 0) - (startTime ?? 0) >= DAY_MS;
  return isDay ? '' : ', and holds for these alone: less than a day says little of any other time';
}

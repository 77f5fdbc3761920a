import { formatDuration } from '@orderflow/core';
import { createSignal, For, type JSX, Show } from 'solid-js';
import type { ListedRun, Runs } from '../api/api-types.ts';
import { countOf, countText } from '../parts/count-text.ts';
import { ScrollRegion } from '../parts/scroll-region.tsx';
import { ViewLink } from '../parts/view-link.tsx';
import { MOST_RUNS, type RunChoice } from '../state/view-state.ts';
import {
  chanceText,
  marksText,
  minuteText,
  moneyText,
  parametersText,
  ratioText,
  shortId,
  spanText,
} from './run-texts.ts';

/** All runs, each with the span of its results; two can be chosen to be compared. */
export function RunList(props: { readonly runs: Runs }): JSX.Element {
  const [chosen, setChosen] = createSignal<readonly string[]>([]);
  const toggle = (id: string) => {
    const rest = chosen().filter((one) => one !== id);
    setChosen(rest.length < chosen().length ? rest : [...rest, id].slice(-MOST_RUNS));
  };
  const choices = () => props.runs.runs.filter(({ id }) => chosen().includes(id)).map(choiceOf);
  return (
    <>
      <div class="block-head">
        <p class="dim">{leadText(props.runs)}</p>
        <Show when={choices().length === MOST_RUNS} fallback={<span class="dim">Tick two to compare them</span>}>
          <ViewLink class="button primary" to={{ view: 'runs', runs: choices(), fill: null }}>
            Compare the two
          </ViewLink>
        </Show>
      </div>
      <ScrollRegion class="table-frame" label="Runs that are stored">
        <table class="table stacked run-table">
          <RunListHead />
          <tbody>
            <For each={props.runs.runs}>
              {(run) => <RunRow run={run} isChosen={chosen().includes(run.id)} onToggle={() => toggle(run.id)} />}
            </For>
          </tbody>
        </table>
      </ScrollRegion>
      <p class="dim">
        Spans are those over the maker models: how orders that rest were filled is an assumption. “Not luck” is the
        deflated Sharpe ratio: the chance that a result is more than the luck of so many trials.
      </p>
    </>
  );
}

/** A run, under the most careful of its models. */
function choiceOf({ id, results }: Pick<ListedRun, 'id' | 'results'>): RunChoice {
  return { id: shortId(id), model: results[0]?.makerModel ?? '' };
}

function leadText({ file, runs, isMore }: Runs): string {
  return `${isMore ? 'The latest ' : ''}${countText(runs.length)} ${runs.length === 1 ? 'run' : 'runs'} in ${file}`;
}

function RunListHead(): JSX.Element {
  return (
    <thead>
      <tr>
        <th scope="col">
          <span class="hidden-text">Compare</span>
        </th>
        <th scope="col">Run, stored</th>
        <th scope="col">Strategy</th>
        <th scope="col">Data, UTC</th>
        <For each={['Fills', 'PnL', 'Sharpe', 'Not luck']}>
          {(title) => (
            <th scope="col" class="number">
              {title}
            </th>
          )}
        </For>
      </tr>
    </thead>
  );
}

interface RunRowProps {
  readonly run: ListedRun;
  readonly isChosen: boolean;
  readonly onToggle: () => void;
}

function RunRow(props: RunRowProps): JSX.Element {
  const name = () => shortId(props.run.id);
  const results = () => props.run.results;
  const sharpe = () => sharpeText(results());
  return (
    <tr>
      <td>
        <input
          type="checkbox"
          aria-label={`Compare ${name()}`}
          checked={props.isChosen}
          onChange={() => props.onToggle()}
        />
      </td>
      <th scope="row" class="run-name">
        <ViewLink class="mono" to={{ view: 'runs', runs: [choiceOf(props.run)], fill: null }}>
          {name()}
        </ViewLink>
        <span class="dim run-note">{minuteText(props.run.createdAt)}</span>
      </th>
      <td class="wrap">
        {props.run.strategy}
        <span class="dim run-note">{parametersText(props.run.parameters)}</span>
        <Show when={props.run.marks.length > 0}>
          <span class="run-note">{marksText(props.run.marks)}</span>
        </Show>
      </td>
      <td class="run-data">
        {props.run.data.instruments.join(', ')}
        <span class="dim run-note">
          {minuteText(props.run.data.startTime)}, {formatDuration(props.run.data.endTime - props.run.data.startTime)}
        </span>
      </td>
      <td class="number" data-name="Fills">
        {spanText(
          results().map(({ fills }) => fills),
          (fills) => countText(fills ?? 0),
        )}
      </td>
      <td class="number" data-name="PnL">
        {spanText(
          results().map(({ pnl }) => pnl),
          moneyText,
        )}
      </td>
      <td class="number" data-name="Sharpe">
        {sharpe().text}
        <span class="dim run-note">{sharpe().unit}</span>
      </td>
      <td class="number" data-name="Not luck">
        {spanText(
          results().map(({ deflatedSharpe }) => deflatedSharpe),
          chanceText,
        )}
        <span class="dim run-note">{countOf(Math.max(1, ...results().map(({ trials }) => trials)), 'trial')}</span>
      </td>
    </tr>
  );
}

/** Annualised where the data are long enough, else from sample to sample. */
function sharpeText(results: ListedRun['results']): { readonly text: string; readonly unit: string } {
  const annual = results.map(({ sharpe }) => sharpe);
  if (annual.some((sharpe) => sharpe !== null)) return { text: spanText(annual, ratioText), unit: 'a year' };
  const perSample = results.map(({ sharpePerPeriod }) => sharpePerPeriod);
  return { text: spanText(perSample, ratioText), unit: perSample.some((sharpe) => sharpe !== null) ? 'a sample' : '' };
}

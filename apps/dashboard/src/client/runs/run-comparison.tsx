import { createMemo, For, type JSX, Show } from 'solid-js';
import type { Run, RunComparison } from '../api/api-types.ts';
import { readComparison, readRun } from '../api/run-api.ts';
import { useDashboard } from '../frame/dashboard-context.ts';
import { createLoad } from '../parts/create-load.ts';
import { LoadView } from '../parts/load-view.tsx';
import { ScrollRegion } from '../parts/scroll-region.tsx';
import { ViewLink } from '../parts/view-link.tsx';
import { DifferenceTable } from './difference-table.tsx';
import { resultGroups } from './result-rows.ts';
import { modelName, shortId, valueText } from './run-texts.ts';

interface Compared {
  readonly runs: readonly [Run, Run];
  readonly comparison: RunComparison;
}

/** Two runs beside each other: what they were given differently, every figure, and the fills that differ. */
export function RunComparisonPage(): JSX.Element {
  const { view } = useDashboard();
  const ids = () => view().runs.map(({ id }) => id) as [string, string];
  const compared = createLoad(
    () => JSON.stringify(ids()),
    async (_, signal): Promise<Compared> => {
      const [first, second, comparison] = await Promise.all([
        readRun(ids()[0], signal),
        readRun(ids()[1], signal),
        readComparison(ids(), signal),
      ]);
      return { runs: [first, second], comparison };
    },
  );
  return (
    <>
      <div class="page-head">
        <h1>Two runs compared</h1>
        <LoadedChartLink runs={compared.value()?.runs ?? null} />
        <ViewLink class="button" to={{ view: 'runs', runs: [], fill: null }}>
          All runs
        </ViewLink>
      </div>
      <LoadView load={compared} waiting="Comparing the runs" failed="The runs could not be compared">
        {(found) => <ComparedRuns {...found()} />}
      </LoadView>
    </>
  );
}

/** Leads to both runs on the chart, where the data of both are open. */
function LoadedChartLink(props: { readonly runs: readonly [Run, Run] | null }): JSX.Element {
  const { instruments } = useDashboard();
  const shared = () => {
    const [first, second] = props.runs ?? [];
    if (first?.hasRows !== true || second?.hasRows !== true) return undefined;
    const names = first.data.instruments.filter((name) => second.data.instruments.includes(name));
    return names.find((name) => instruments().some(({ instrument }) => instrument === name));
  };
  return (
    <Show when={shared()}>
      {(instrument) => (
        <ViewLink class="button primary" to={{ view: 'chart', instrument: instrument(), range: null, fill: null }}>
          Both on the chart
        </ViewLink>
      )}
    </Show>
  );
}

function ComparedRuns(props: Compared): JSX.Element {
  return (
    <>
      <section class="block">
        <h2>Given differently</h2>
        <Show
          when={props.comparison.inputs.length > 0}
          fallback={<p class="dim">Both were given the same: they are one run.</p>}
        >
          <Inputs {...props} />
        </Show>
      </section>
      <Figures {...props} />
      <section class="block">
        <h2>Fill by fill</h2>
        <For each={props.comparison.models} fallback={<p class="dim">They have no maker model in common.</p>}>
          {(model) => <DifferenceTable model={model} names={namesOf(props.runs)} />}
        </For>
      </section>
    </>
  );
}

function Inputs(props: Compared): JSX.Element {
  return (
    <ScrollRegion class="table-frame" label="What was given differently">
      <table class="table figures">
        <thead>
          <tr>
            <td />
            <RunHeads runs={props.runs} />
          </tr>
        </thead>
        <tbody>
          <For each={props.comparison.inputs}>
            {({ input, first, second }) => (
              <tr>
                <th scope="row">{input}</th>
                <td class="number mono">{valueText(first)}</td>
                <td class="number mono">{valueText(second)}</td>
              </tr>
            )}
          </For>
        </tbody>
      </table>
    </ScrollRegion>
  );
}

function RunHeads(props: Pick<Compared, 'runs'>): JSX.Element {
  return (
    <For each={props.runs}>
      {(run) => (
        <th scope="col" class="number">
          <ViewLink
            class="mono"
            to={{ view: 'runs', runs: [{ id: shortId(run.id), model: run.results[0]?.makerModel ?? '' }] }}
          >
            {shortId(run.id)}
          </ViewLink>
        </th>
      )}
    </For>
  );
}

/** Every figure of both, under the maker models of the link. */
function Figures(props: Compared): JSX.Element {
  const { view, change } = useDashboard();
  const results = createMemo(() =>
    props.runs.map((run, index) => {
      const model = view().runs[index]?.model;
      return run.results.find(({ makerModel }) => makerModel === model) ?? run.results[0]!;
    }),
  );
  const horizons = () => results()[0]?.summary.pnl.horizons.map(({ horizonMs }) => horizonMs) ?? [];
  const choose = (index: number, model: string) =>
    change({ runs: view().runs.map((one, at) => (at === index ? { ...one, model } : one)) });
  return (
    <section class="block">
      <h2>Statistics</h2>
      <ScrollRegion class="table-frame" label="Statistics of both">
        <table class="table figures">
          <thead>
            <tr>
              <td />
              <RunHeads runs={props.runs} />
            </tr>
            <tr>
              <th scope="row">maker model</th>
              <For each={props.runs}>
                {(run, index) => (
                  <td class="number">
                    <select
                      class="select"
                      aria-label={`Maker model of ${shortId(run.id)}`}
                      value={results()[index()]?.makerModel}
                      onChange={(event) => choose(index(), event.currentTarget.value)}
                    >
                      <For each={run.results}>
                        {({ makerModel }) => <option value={makerModel}>{modelName(makerModel)}</option>}
                      </For>
                    </select>
                  </td>
                )}
              </For>
            </tr>
          </thead>
          <tbody>
            <For
              each={resultGroups(
                horizons(),
                results().flatMap((result) => result ?? []),
              ).flatMap(({ rows }) => rows)}
            >
              {({ title, show, isPart }) => (
                <tr>
                  <th scope="row" classList={{ part: isPart === true }}>
                    {title}
                  </th>
                  <For each={results()}>{(result) => <td class="number">{show(result)}</td>}</For>
                </tr>
              )}
            </For>
          </tbody>
        </table>
      </ScrollRegion>
    </section>
  );
}

function namesOf(runs: Compared['runs']): readonly [string, string] {
  return [shortId(runs[0].id), shortId(runs[1].id)];
}

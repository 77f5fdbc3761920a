import { For, type JSX, Show } from 'solid-js';
import { useDashboard } from '../frame/dashboard-context.ts';
import type { Load } from '../parts/create-load.ts';
import { ViewLink } from '../parts/view-link.tsx';
import type { ShownRun } from './chart-runs.ts';

/** Which runs are on the chart: each leads to its page, and can be taken away. */
export function RunStrip(props: { readonly runs: Load<readonly ShownRun[]> }): JSX.Element {
  const { view, change } = useDashboard();
  const without = (place: number) => change({ runs: view().runs.filter((_, at) => at !== place), fill: null });
  const isCut = () => props.runs.value()?.some((run) => run.isCut) ?? false;
  return (
    <Show when={view().runs.length > 0}>
      <section class="banner run-strip" aria-label="Runs on the chart">
        <For each={view().runs}>
          {(choice, place) => (
            <span class="run-chip" classList={{ second: place() === 1 }}>
              <span class="run-line" aria-hidden="true" />
              <ViewLink to={{ view: 'runs', runs: [choice], fill: null }}>
                {nameOf(props.runs, place(), choice.id)}
              </ViewLink>
              <button
                type="button"
                class="button plain small icon"
                aria-label={`Take run ${choice.id} off the chart`}
                title="Take it off the chart"
                onClick={() => without(place())}
              >
                ✕
              </button>
            </span>
          )}
        </For>
        <Show when={view().runs.length === 1}>
          <ViewLink class="button small" to={{ view: 'runs', runs: [], fill: null }}>
            All runs
          </ViewLink>
        </Show>
        <Show when={view().runs.length === 2}>
          <ViewLink class="button small" to={{ view: 'runs', fill: null }}>
            Compare them
          </ViewLink>
        </Show>
        <Show when={props.runs.problem()}>
          {(problem) => (
            <p role="alert">
              <strong>The runs could not be read.</strong> <span class="dim">{problem()}</span>
            </p>
          )}
        </Show>
        <Show when={isCut()}>
          <p class="dim">The first 200,000 fills are drawn.</p>
        </Show>
      </section>
    </Show>
  );
}

function nameOf(runs: Load<readonly ShownRun[]>, place: number, id: string): string {
  const name = runs.value()?.[place]?.name;
  return name === undefined ? id : `${name} · ${id}`;
}

import { type JSX, Match, Show, Switch } from 'solid-js';
import { readRun, readRuns } from '../api/run-api.ts';
import { useDashboard } from '../frame/dashboard-context.ts';
import { createLoad } from '../parts/create-load.ts';
import { LoadView } from '../parts/load-view.tsx';
import { ScrollRegion } from '../parts/scroll-region.tsx';
import { NoRuns } from './no-runs.tsx';
import { RunComparisonPage } from './run-comparison.tsx';
import { RunList } from './run-list.tsx';
import { RunView } from './run-view.tsx';

/** The runs of backtests: all, one, or two compared, as the link says. */
export function RunsPage(): JSX.Element {
  const { view } = useDashboard();
  return (
    <ScrollRegion class="page" label="Runs">
      <div class="page-inner">
        <Switch fallback={<AllRuns />}>
          <Match when={view().runs.length === 2}>
            <RunComparisonPage />
          </Match>
          <Match when={view().runs.length === 1}>
            <OneRun />
          </Match>
        </Switch>
      </div>
    </ScrollRegion>
  );
}

function AllRuns(): JSX.Element {
  const runs = createLoad(
    () => true,
    (_, signal) => readRuns(signal),
  );
  return (
    <>
      <div class="page-head">
        <h1>Runs</h1>
        <button type="button" class="button" disabled={runs.isLoading()} onClick={() => runs.reload()}>
          Refresh
        </button>
      </div>
      <LoadView load={runs} waiting="Reading the runs" failed="The runs could not be read">
        {(found) => (
          <Show when={found().runs.length > 0} fallback={<NoRuns file={found().file} />}>
            <RunList runs={found()} />
          </Show>
        )}
      </LoadView>
    </>
  );
}

function OneRun(): JSX.Element {
  const { view } = useDashboard();
  const run = createLoad(() => view().runs[0]?.id ?? null, readRun);
  return (
    <LoadView load={run} waiting="Reading the run" failed="The run could not be read">
      {(found) => <RunView run={found()} model={view().runs[0]?.model ?? ''} />}
    </LoadView>
  );
}

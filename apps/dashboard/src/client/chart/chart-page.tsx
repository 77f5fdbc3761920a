import { createSignal, type JSX, lazy, Show, Suspense } from 'solid-js';
import { useDashboard } from '../frame/dashboard-context.ts';
import { LadderPanel } from '../ladder/ladder-panel.tsx';
import { ProofPanel } from '../proof/proof-panel.tsx';
import { ChooseFile } from '../sources/choose-file.tsx';
import { ChartBanner } from './chart-banner.tsx';
import { createChartLink } from './chart-link.ts';
import { createChartRuns, followRuns } from './chart-runs.ts';
import { ChartStage } from './chart-stage.tsx';
import { createChartActions } from './create-chart-actions.ts';
import { followChartKeys } from './follow-chart-keys.ts';
import { GoToDialog } from './go-to-dialog.tsx';
import { RunStrip } from './run-strip.tsx';
import { Toolbar } from './toolbar.tsx';

// Not everybody has runs.
const FillPanel = lazy(async () => ({ default: (await import('../runs/fill-panel.tsx')).FillPanel }));

/** The chart with its toolbar and panels. */
export function ChartPage(): JSX.Element {
  const dashboard = useDashboard();
  const { view, change, instrument, data } = dashboard;
  const [isGoToOpen, setGoToOpen] = createSignal(false);
  const link = createChartLink(dashboard, (choice) => change({ proof: null, fill: null, ...choice }));
  const actions = createChartActions(dashboard, link, () => setGoToOpen(true));
  followChartKeys(dashboard, actions);
  const runs = createChartRuns(dashboard);
  followRuns(dashboard, link.chart, runs);
  const [fillTime, setFillTime] = createSignal<number | null>(null);
  const chosenFill = () => {
    const { fill, runs: choices } = view();
    const run = fill === null ? undefined : choices[fill.run];
    return fill === null || run === undefined ? undefined : { fill, run };
  };
  const middle = () => {
    const shown = link.viewport();
    return shown === null ? data().start : (shown.start + shown.end) / 2;
  };
  return (
    <div class="chart-page">
      <h1 class="hidden-text">Chart of {instrument()?.instrument}</h1>
      <Toolbar actions={actions} />
      <ChartBanner />
      <RunStrip runs={runs} />
      <div class="chart-body">
        <Show when={instrument()?.overlap === null} fallback={<ChooseFile />}>
          <ChartStage link={link} fillTime={fillTime()} />
        </Show>
        <Show when={chosenFill()}>
          {(chosen) => (
            <Suspense>
              <FillPanel {...chosen()} link={link} actions={actions} onTime={setFillTime} />
            </Suspense>
          )}
        </Show>
        <Show when={chosenFill() === undefined ? (view().proof ?? undefined) : undefined}>
          {(at) => <ProofPanel at={at()} actions={actions} />}
        </Show>
        <Show when={view().hasLadder && view().proof === null && chosenFill() === undefined}>
          <LadderPanel link={link} actions={actions} />
        </Show>
      </div>
      <GoToDialog
        isOpen={isGoToOpen()}
        at={middle()}
        data={data()}
        onGo={actions.goTo}
        onClose={() => setGoToOpen(false)}
      />
    </div>
  );
}

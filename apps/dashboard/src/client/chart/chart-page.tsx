import { createSignal, type JSX, Show } from 'solid-js';
import { useDashboard } from '../frame/dashboard-context.ts';
import { LadderPanel } from '../ladder/ladder-panel.tsx';
import { ProofPanel } from '../proof/proof-panel.tsx';
import { ChooseFile } from '../sources/choose-file.tsx';
import { ChartBanner } from './chart-banner.tsx';
import { createChartLink } from './chart-link.ts';
import { ChartStage } from './chart-stage.tsx';
import { createChartActions } from './create-chart-actions.ts';
import { followChartKeys } from './follow-chart-keys.ts';
import { GoToDialog } from './go-to-dialog.tsx';
import { Toolbar } from './toolbar.tsx';

/** The chart with its toolbar and panels. */
export function ChartPage(): JSX.Element {
  const dashboard = useDashboard();
  const { view, change, instrument, data } = dashboard;
  const [isGoToOpen, setGoToOpen] = createSignal(false);
  const link = createChartLink(dashboard, (at) => change({ proof: at }));
  const actions = createChartActions(dashboard, link, () => setGoToOpen(true));
  followChartKeys(dashboard, actions);
  const middle = () => {
    const shown = link.viewport();
    return shown === null ? data().start : (shown.start + shown.end) / 2;
  };
  return (
    <div class="chart-page">
      <h1 class="hidden-text">Chart of {instrument()?.instrument}</h1>
      <Toolbar actions={actions} />
      <ChartBanner />
      <div class="chart-body">
        <Show when={instrument()?.overlap === null} fallback={<ChooseFile />}>
          <ChartStage link={link} />
        </Show>
        <Show when={view().proof ?? undefined}>{(at) => <ProofPanel at={at()} actions={actions} />}</Show>
        <Show when={view().hasLadder && view().proof === null}>
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

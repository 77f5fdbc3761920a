import { createSignal, type JSX, Match, onCleanup, Show, Switch } from 'solid-js';
import { ChartPage } from '../chart/chart-page.tsx';
import { LoadView } from '../parts/load-view.tsx';
import { QualityPage } from '../quality/quality-page.tsx';
import { NoSources } from '../sources/no-sources.tsx';
import { SourcesPage } from '../sources/sources-page.tsx';
import type { ViewName } from '../state/view-state.ts';
import { SummaryPage } from '../summary/summary-page.tsx';
import { createDashboard } from './create-dashboard.ts';
import { type Dashboard, DashboardContext } from './dashboard-context.ts';
import { HelpDialog } from './help-dialog.tsx';
import { isTyping } from './is-typing.ts';
import { dashboardKeyOf } from './shortcuts.ts';
import { TopBar } from './top-bar.tsx';

const TITLES: Readonly<Record<ViewName, string>> = {
  chart: 'Chart',
  summary: 'Summary',
  quality: 'Quality',
  sources: 'Sources',
};

/** The whole dashboard. */
export function App(): JSX.Element {
  const dashboard = createDashboard(TITLES);
  const [isHelpOpen, setHelpOpen] = createSignal(false);
  followKeys(dashboard, () => setHelpOpen(true));
  // A notice stands where the view with its heading would be.
  const isBare = () =>
    dashboard.sources.value() === undefined || (dashboard.view().view !== 'sources' && dashboard.instrument() === null);
  return (
    <DashboardContext.Provider value={dashboard}>
      <a class="skip-link" href="#main">
        Skip to the view
      </a>
      <div class="app">
        <TopBar titles={TITLES} onHelp={() => setHelpOpen(true)} />
        <main id="main" tabindex="-1">
          <Show when={isBare()}>
            <h1 class="hidden-text">{TITLES[dashboard.view().view]}</h1>
          </Show>
          <LoadView load={dashboard.sources} waiting="Reading the files" failed="The files could not be read">
            {() => <CurrentPage dashboard={dashboard} />}
          </LoadView>
        </main>
      </div>
      <HelpDialog isOpen={isHelpOpen()} onClose={() => setHelpOpen(false)} />
    </DashboardContext.Provider>
  );
}

function CurrentPage(props: { readonly dashboard: Dashboard }): JSX.Element {
  const view = () => props.dashboard.view().view;
  return (
    <Show when={view() !== 'sources'} fallback={<SourcesPage />}>
      <Show when={props.dashboard.instrument()} fallback={<NoSources />}>
        <Switch>
          <Match when={view() === 'chart'}>
            <ChartPage />
          </Match>
          <Match when={view() === 'summary'}>
            <SummaryPage />
          </Match>
          <Match when={view() === 'quality'}>
            <QualityPage />
          </Match>
        </Switch>
      </Show>
    </Show>
  );
}

/** Views and help by key; it listens before the chart does, which has a help of its own. */
function followKeys({ change }: Dashboard, openHelp: () => void): void {
  const follow = (event: KeyboardEvent) => {
    const key = dashboardKeyOf({ ...pressOf(event), isTyping: isTyping(event.target) });
    if (key === 'help') openHelp();
    else if (key === 'chart' || key === 'summary' || key === 'quality' || key === 'sources') change({ view: key });
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  document.addEventListener('keydown', follow, true);
  onCleanup(() => document.removeEventListener('keydown', follow, true));
}

function pressOf({ key, ctrlKey, metaKey, altKey }: KeyboardEvent) {
  return { key, ctrlKey, metaKey, altKey };
}

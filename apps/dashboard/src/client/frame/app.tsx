import { createSignal, type JSX, lazy, Match, onCleanup, Show, Suspense, Switch } from 'solid-js';
import { ChartPage } from '../chart/chart-page.tsx';
import { LoadView } from '../parts/load-view.tsx';
import { Notice } from '../parts/notice.tsx';
import { QualityPage } from '../quality/quality-page.tsx';
import { NoSources } from '../sources/no-sources.tsx';
import { SourcesPage } from '../sources/sources-page.tsx';
import { VIEWS, type ViewName } from '../state/view-state.ts';
import { SummaryPage } from '../summary/summary-page.tsx';
import { createDashboard } from './create-dashboard.ts';
import { type Dashboard, DashboardContext } from './dashboard-context.ts';
import { HelpDialog } from './help-dialog.tsx';
import { isTyping } from './is-typing.ts';
import { type DashboardKey, dashboardKeyOf } from './shortcuts.ts';
import { TopBar } from './top-bar.tsx';

const TITLES: Readonly<Record<ViewName, string>> = {
  chart: 'Chart',
  summary: 'Summary',
  quality: 'Quality',
  sources: 'Sources',
  runs: 'Runs',
};

// Not everybody has runs.
const RunsPage = lazy(async () => ({ default: (await import('../runs/runs-page.tsx')).RunsPage }));

/** The whole dashboard. */
export function App(): JSX.Element {
  const dashboard = createDashboard(TITLES);
  const [isHelpOpen, setHelpOpen] = createSignal(false);
  followKeys(dashboard, () => setHelpOpen(true));
  // A notice stands where the view with its heading would be.
  const isBare = () =>
    dashboard.sources.value() === undefined || (needsData(dashboard.view().view) && dashboard.instrument() === null);
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
    <Switch fallback={<NoSources />}>
      <Match when={view() === 'sources'}>
        <SourcesPage />
      </Match>
      <Match when={view() === 'runs'}>
        <Suspense fallback={<Notice kind="waiting" title="Reading the runs …" />}>
          <RunsPage />
        </Suspense>
      </Match>
      <Match when={props.dashboard.instrument()}>
        <DataPage view={view()} />
      </Match>
    </Switch>
  );
}

function DataPage(props: { readonly view: ViewName }): JSX.Element {
  return (
    <Switch>
      <Match when={props.view === 'chart'}>
        <ChartPage />
      </Match>
      <Match when={props.view === 'summary'}>
        <SummaryPage />
      </Match>
      <Match when={props.view === 'quality'}>
        <QualityPage />
      </Match>
    </Switch>
  );
}

/** Whether a view shows an instrument of the files. */
function needsData(view: ViewName): boolean {
  return view !== 'sources' && view !== 'runs';
}

/** Views and help by key; it listens before the chart does, which has a help of its own. */
function followKeys({ change }: Dashboard, openHelp: () => void): void {
  const follow = (event: KeyboardEvent) => {
    const key = dashboardKeyOf({ ...pressOf(event), isTyping: isTyping(event.target) });
    if (key === 'help') openHelp();
    else if (isView(key)) change({ view: key });
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  document.addEventListener('keydown', follow, true);
  onCleanup(() => document.removeEventListener('keydown', follow, true));
}

function isView(key: DashboardKey | null): key is ViewName {
  return VIEWS.some((name) => name === key);
}

function pressOf({ key, ctrlKey, metaKey, altKey }: KeyboardEvent) {
  return { key, ctrlKey, metaKey, altKey };
}

import { For, type JSX, Show } from 'solid-js';
import { ViewLink } from '../parts/view-link.tsx';
import { VIEWS, type ViewName } from '../state/view-state.ts';
import { useDashboard } from './dashboard-context.ts';
import { ThemePicker } from './theme-picker.tsx';

interface TopBarProps {
  readonly titles: Readonly<Record<ViewName, string>>;
  readonly onHelp: () => void;
}

/** The name, the views, what runs, the colours and the help. */
export function TopBar(props: TopBarProps): JSX.Element {
  const { view, processing } = useDashboard();
  return (
    <header class="top-bar">
      <ViewLink class="brand" to={{ view: 'chart' }}>
        <img src="/icon.svg" width="22" height="22" alt="" />
        <span class="brand-name">orderflow</span>
        <span class="hidden-text">, to the chart</span>
      </ViewLink>
      <nav class="tabs" aria-label="Views">
        <For each={VIEWS}>
          {(name) => (
            <ViewLink class="tab" to={{ view: name }} isCurrent={view().view === name}>
              {props.titles[name]}
            </ViewLink>
          )}
        </For>
      </nav>
      <div class="top-end">
        <Show when={processing.running()}>
          {(run) => (
            <ViewLink class="running" to={{ view: 'sources' }}>
              <span class="pill busy">Processing {Math.floor(100 * run().fraction)}%</span>
            </ViewLink>
          )}
        </Show>
        <ThemePicker />
        <button type="button" class="button icon" aria-label="Help" title="Help (?)" onClick={() => props.onHelp()}>
          ?
        </button>
      </div>
    </header>
  );
}

import { fairWindow } from '@orderflow/viz-web/chart';
import { createEffect, createMemo } from 'solid-js';
import { readSettings, readSources } from '../api/dashboard-api.ts';
import { createLoad } from '../parts/create-load.ts';
import { createProcessing } from '../sources/processing-store.ts';
import { createTheme } from '../state/theme.ts';
import { BAR_PRESETS, type ViewName } from '../state/view-state.ts';
import { createViewStore } from '../state/view-store.ts';
import type { Dashboard } from './dashboard-context.ts';
import { createFindings } from './findings-store.ts';
import { createInstrumentChoice } from './instrument-choice.ts';

/** Everything the views work with; the page's title follows the view. */
export function createDashboard(titles: Readonly<Record<ViewName, string>>): Dashboard {
  const store = createViewStore();
  const theme = createTheme(store);
  const sources = createLoad(
    () => true,
    (_, signal) => readSources(signal),
  );
  const settings = createLoad(
    () => true,
    (_, signal) => readSettings(signal),
  );
  const choice = createInstrumentChoice(store, sources.value);
  const { instrument, file } = choice;
  const data = () => ({ start: instrument()?.first.timestamp ?? 0, end: (instrument()?.last.timestamp ?? 0) + 1 });
  const canProcess = createMemo(() => sources.value()?.canProcess ?? false);
  const version = () => sources.value()?.version ?? '';
  followTitle(() => [instrument()?.instrument, titles[store.view().view]]);
  return {
    ...store,
    ...theme,
    sources,
    settings,
    ...choice,
    data,
    barSeconds: () => store.view().barSeconds ?? fairWindow(data(), settings.value()?.windowSeconds ?? 60, BAR_PRESETS),
    processing: createProcessing(canProcess, sources.reload),
    findings: createFindings({ store, instrument, file, version }),
  };
}

function followTitle(parts: () => readonly (string | undefined)[]): void {
  createEffect(() => {
    document.title = [...parts(), 'orderflow'].filter((part) => part !== undefined).join(' · ');
  });
}

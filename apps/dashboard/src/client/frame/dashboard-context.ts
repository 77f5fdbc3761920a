import { createContext, useContext } from 'solid-js';
import type { InstrumentInfo, Settings, Sources } from '../api/api-types.ts';
import type { Load } from '../parts/create-load.ts';
import type { ProcessingStore } from '../sources/processing-store.ts';
import type { ThemeStore } from '../state/theme.ts';
import type { Span } from '../state/view-state.ts';
import type { ViewStore } from '../state/view-store.ts';
import type { FindingsStore } from './findings-store.ts';

/** What every view of the dashboard works with. */
export interface Dashboard extends ViewStore, ThemeStore {
  readonly sources: Load<Sources>;
  readonly settings: Load<Settings>;
  readonly instruments: () => readonly InstrumentInfo[];
  /** The instrument on the screen; null where there is none. */
  readonly instrument: () => InstrumentInfo | null;
  /** The span of its data, end exclusive. */
  readonly data: () => Span;
  /** The bar size on the screen. */
  readonly barSeconds: () => number;
  readonly processing: ProcessingStore;
  readonly findings: FindingsStore;
}

/** Hands the dashboard to its views. */
export const DashboardContext = createContext<Dashboard>();

/** The dashboard that a view belongs to. */
export function useDashboard(): Dashboard {
  const dashboard = useContext(DashboardContext);
  if (dashboard === undefined) throw new Error('a view stands outside of the dashboard');
  return dashboard;
}

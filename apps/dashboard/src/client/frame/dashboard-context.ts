import { createContext, useContext } from 'solid-js';
import type { FileInfo, InstrumentInfo, Settings, Sources } from '../api/api-types.ts';
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
  /** The instrument on the screen, of the chosen file where one is chosen; null where there is none. */
  readonly instrument: () => InstrumentInfo | null;
  /** The id of the chosen file; null for all. */
  readonly file: () => string | null;
  /** The files to choose one of: those of the instrument where some hold the same time, else none. */
  readonly fileChoices: () => readonly FileInfo[];
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

import { type Accessor, createMemo, createSignal } from 'solid-js';
import type { InstrumentInfo, Quality, Summary } from '../api/api-types.ts';
import { readQuality, readSummary } from '../api/dashboard-api.ts';
import type { Progress } from '../api/read-with-progress.ts';
import { createLoad, type Load } from '../parts/create-load.ts';
import type { ViewStore } from '../state/view-store.ts';

/** A chart asks for findings by itself where an instrument has no more snapshots than these. */
const QUICK_SNAPSHOTS = 300_000;

/** Something that takes its time, with how far it is. */
export interface LongLoad<Value> extends Load<Value> {
  readonly progress: Accessor<Progress | null>;
  /** Whether it was asked for. */
  readonly isWanted: Accessor<boolean>;
  /** Asks for it. */
  readonly want: () => void;
}

/** What strategy and quality check find on the instrument. */
export interface FindingsStore {
  readonly summary: LongLoad<Summary>;
  readonly quality: LongLoad<Quality>;
  /** Lets findings that are quick be asked for: the chart is drawn, and needs the server no more. */
  readonly allow: () => void;
}

interface FindingsParts {
  readonly store: ViewStore;
  readonly instrument: Accessor<InstrumentInfo | null>;
  readonly file: Accessor<string | null>;
  /** Changes whenever the data do. */
  readonly version: Accessor<string>;
}

/** Findings of the instrument on the screen: at once where that is quick, else when somebody asks. */
export function createFindings({ store, instrument, file, version }: FindingsParts): FindingsStore {
  const name = createMemo(() => instrument()?.instrument ?? null);
  const choice = () => ({ instrument: name() ?? '', file: file() });
  const isQuick = createMemo(() => (instrument()?.snapshots ?? 0) <= QUICK_SNAPSHOTS);
  const [isAllowed, setAllowed] = createSignal(false);
  const isDue = () => isAllowed() && isQuick() && store.view().view === 'chart';
  const isReadable = () => instrument()?.overlap === null;
  return {
    allow: () => setAllowed(true),
    summary: createLong(
      () => (isReadable() ? JSON.stringify([choice(), store.view().depth, version()]) : null),
      () => isDue() && store.view().hasAlerts,
      (report, signal) => readSummary({ ...choice(), depth: store.view().depth }, report, signal),
    ),
    quality: createLong(
      () => (name() === null ? null : JSON.stringify([choice(), version()])),
      () => isDue() && store.view().hasQuality,
      (report, signal) => readQuality(choice(), report, signal),
    ),
  };
}

function createLong<Value>(
  key: Accessor<string | null>,
  isDue: Accessor<boolean>,
  read: (report: (progress: Progress) => void, signal: AbortSignal) => Promise<Value>,
): LongLoad<Value> {
  const [progress, setProgress] = createSignal<Progress | null>(null);
  const [asked, setAsked] = createSignal(false);
  // Once wanted, always wanted: leaving the chart throws nothing away.
  const isWanted = createMemo((before: boolean) => before || asked() || isDue(), false);
  const wantedKey = createMemo(() => (isWanted() ? key() : null));
  const load = createLoad(wantedKey, (_, signal) => {
    setProgress(null);
    return read(setProgress, signal);
  });
  return { ...load, progress, isWanted, want: () => setAsked(true) };
}

import type { ChartRun, Visualizer } from '@orderflow/viz-web';
import { type Accessor, createEffect } from 'solid-js';
import { type FillColumns, readEquity, readFillColumns, readRun } from '../api/run-api.ts';
import type { Dashboard } from '../frame/dashboard-context.ts';
import { createLoad, type Load } from '../parts/create-load.ts';
import { labelsFor, modelName } from '../runs/run-texts.ts';
import type { RunChoice } from '../state/view-state.ts';

/** A run as the chart shows it. */
export interface ShownRun extends ChartRun {
  /** Its strategy and maker model, which another run may share. */
  readonly name: string;
  /** Whether it has more fills than are drawn. */
  readonly isCut: boolean;
}

/** The runs of the link, with what the chart draws of them. */
export function createChartRuns({ view, instrument, sources }: Dashboard): Load<readonly ShownRun[]> {
  const name = () => instrument()?.instrument ?? null;
  const key = () => {
    const { runs } = view();
    return runs.length === 0 || name() === null ? null : JSON.stringify([runs, name(), sources.value()?.version]);
  };
  return createLoad(key, async (_, signal) => {
    const choices = view().runs;
    const shown = await Promise.all(choices.map((choice) => readShownRun(choice, name() ?? '', signal)));
    const names = labelsFor(shown.map((run, place) => ({ name: run.name, id: choices[place]?.id ?? '' })));
    return shown.map((run, place) => ({ ...run, label: names[place] ?? run.name }));
  });
}

/** Keeps the runs on the chart the same as those that are read. */
export function followRuns({ view }: Dashboard, chart: Accessor<Visualizer | null>, runs: Load<readonly ShownRun[]>) {
  let hasAny = false;
  createEffect(() => {
    const shown = view().runs.length === 0 ? [] : (runs.value() ?? []);
    const made = chart();
    // Without any, the code that draws them is not even loaded.
    if (made === null || (shown.length === 0 && !hasAny)) return;
    hasAny = true;
    made.setRuns(shown).then(
      () => made.draw().catch(() => undefined),
      () => undefined,
    );
  });
}

async function readShownRun(choice: RunChoice, instrument: string, signal: AbortSignal): Promise<ShownRun> {
  const [run, equity, fills] = await Promise.all([
    readRun(choice.id, signal),
    readEquity(choice, signal),
    readFillColumns(choice, instrument, signal),
  ]);
  const name = `${run.strategy}, ${modelName(choice.model)}`;
  return {
    ...{ name, label: name },
    equity,
    fills: toRunFills(fills),
    isCut: fills.isMore,
  };
}

function toRunFills({ timestamps, prices, sizes, sides, numbers }: FillColumns): ChartRun['fills'] {
  return { timestamps, prices, sizes, sides: Int8Array.from(sides), numbers: Uint32Array.from(numbers) };
}

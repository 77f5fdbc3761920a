import { gzipSync } from 'node:zlib';
import { encodeColumns } from '@orderflow/core';
import type { ChartRun } from '@orderflow/viz-web/chart';
import { chartRunOf, type ReportRun } from './report-run.ts';

/** What the equity and the fills of a run may take on all charts. */
const MOST_CHARACTERS = 1_200_000;

/** A run as a page has it. */
export interface PackedRuns {
  /** By instrument: `encodeColumns`, gzip. */
  readonly runs: ReadonlyMap<string, Uint8Array>;
  /** What they take of the page. */
  readonly characters: number;
  /** Instruments that were played and whose chart has no room for the run. */
  readonly left: readonly string[];
}

/** Packs a run for the charts of those of the instruments that it played, as long as the page has room. */
export function packRuns(
  run: ReportRun | null,
  instruments: readonly string[],
  mostCharacters = MOST_CHARACTERS,
): PackedRuns {
  const runs = new Map<string, Uint8Array>();
  const left: string[] = [];
  let characters = 0;
  for (const instrument of instruments) {
    const chartRun = run && chartRunOf(run, instrument);
    if (chartRun === null) continue;
    const packed = pack(chartRun);
    const taken = base64Length(packed);
    if (characters + taken > mostCharacters) {
      left.push(instrument);
      continue;
    }
    characters += taken;
    runs.set(instrument, packed);
  }
  return { runs, characters, left };
}

function pack({ label, equity, fills }: ChartRun): Uint8Array {
  const { startTime, intervalMs, values } = equity;
  const columns = [
    { name: 'values', column: values },
    { name: 'timestamps', column: fills.timestamps },
    { name: 'prices', column: fills.prices },
    { name: 'sizes', column: fills.sizes },
    { name: 'sides', column: Float64Array.from(fills.sides) },
    { name: 'numbers', column: fills.numbers },
  ];
  return gzipSync(encodeColumns({ label, startTime, intervalMs }, columns));
}

function base64Length({ length }: Uint8Array): number {
  return 4 * Math.ceil(length / 3);
}

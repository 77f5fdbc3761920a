import type { SeriesSource } from '@orderflow/viz-web';
import { type Accessor, createMemo } from 'solid-js';
import { AnchoredSource } from '../api/anchored-source.ts';
import { type Depth, readProof } from '../api/dashboard-api.ts';
import { HttpSeriesRepository } from '../api/http-series-repository.ts';
import { writeMoment } from '../state/moment-text.ts';

/** What decides which series a chart reads. */
interface SeriesChoice {
  readonly instrument: string;
  readonly file: string | null;
  readonly depth: Depth;
  readonly anchor: number | null;
  /** Changes whenever the data do. */
  readonly version: string;
}

/** The source of the chart: a new one whenever its numbers would be others. */
export function createSeriesSource(choice: Accessor<SeriesChoice>): Accessor<SeriesSource> {
  const key = createMemo(() => JSON.stringify(choice()));
  return createMemo(() => {
    const { instrument, file, depth, anchor } = JSON.parse(key()) as SeriesChoice;
    const series = new HttpSeriesRepository(depth, file);
    if (anchor === null) return series;
    const place = { instrument, file, depth, at: writeMoment(anchor) };
    return new AnchoredSource(series, async () => (await readProof(place, new AbortController().signal)).cvd.after);
  });
}

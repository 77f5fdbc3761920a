import type { BookColumns } from '../columns/book-columns.ts';
import { momentOf } from '../columns/metrics-from.ts';
import type { DataPart } from '../data-set/data-source.ts';
import { checkRows } from '../data-set/partial-parts.ts';
import { SnapshotMetrics } from '../pipeline/snapshot-metrics.ts';
import type { RowPosition } from '../ports/processing-state.ts';
import { compareTimestamps, justAfter, type TimeRange, type Timestamp } from '../timestamps/timestamp.ts';

const FIRST_WINDOW_MS = 1000;
const WINDOW_GROWTH = 8;
/** Rows with their levels are wide, and few are wanted. */
const ROWS_A_BATCH = 64;

/** A book row that a metric is made of. */
export interface FoundRow {
  readonly columns: BookColumns;
  readonly row: number;
  readonly position: RowPosition;
}

/** Finds the snapshots of one part by time: book rows without a problem, in (timestamp, id) order. */
export class SnapshotFinder {
  readonly part: DataPart;
  readonly #metrics: SnapshotMetrics;

  /** Sizes beyond the best `depth` levels make no row a bad one; null counts all. */
  constructor(part: DataPart, depth: number | null) {
    this.part = part;
    this.#metrics = new SnapshotMetrics(depth);
  }

  /** All snapshots of one very time, by id. */
  async at(moment: Timestamp): Promise<readonly FoundRow[]> {
    return this.#collect({ start: moment, end: justAfter(moment) });
  }

  /** The last snapshot before a moment; null where there is none. */
  async lastBefore(moment: Timestamp): Promise<FoundRow | null> {
    const { instrument, source, state, first } = this.part;
    if (state !== null && source.metrics !== null) {
      const stored = await source.metrics.loadLastMetricBefore(instrument, moment);
      return stored === null ? null : ((await this.at(stored.position)).at(-1) ?? null);
    }
    // Without an index of times, the rows before a moment are found by looking back ever further.
    let end = moment;
    for (let ms = FIRST_WINDOW_MS; compareTimestamps(first, end) < 0; ms *= WINDOW_GROWTH) {
      const start = { timestamp: Math.max(end.timestamp - ms, first.timestamp), nanoseconds: 0 };
      const found = await this.#last({ start, end });
      if (found !== null) return found;
      end = start;
    }
    return null;
  }

  /** The first snapshot after a moment; null where there is none. */
  async firstAfter(moment: Timestamp): Promise<FoundRow | null> {
    for await (const found of this.#iterate({ start: justAfter(moment) })) return found;
    return null;
  }

  async #last(range: TimeRange): Promise<FoundRow | null> {
    let last: FoundRow | null = null;
    for await (const found of this.#iterate(range)) last = found;
    return last;
  }

  async #collect(range: TimeRange): Promise<readonly FoundRow[]> {
    const rows: FoundRow[] = [];
    for await (const found of this.#iterate(range)) rows.push(found);
    return rows;
  }

  async *#iterate(range: TimeRange): AsyncGenerator<FoundRow> {
    const { instrument, source } = this.part;
    checkRows(this.part);
    const query = { instrument, range, order: 'time', batchSize: ROWS_A_BATCH } as const;
    for await (const columns of source.repository.iterateBookRows(query)) {
      for (let row = 0; row < columns.count; row++) {
        if (this.#metrics.compute(columns, row) !== null) continue;
        yield { columns, row, position: { ...momentOf(columns, row), id: columns.ids[row]! } };
      }
    }
  }
}

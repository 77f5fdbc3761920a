import type { MetricColumns } from './metric-columns.ts';

/** Collects metrics row by row into columns of a fixed capacity. */
export class MetricColumnsBuilder {
  count = 0;
  readonly snapshotIds: Float64Array;
  readonly instruments: Uint32Array;
  readonly timestamps: Float64Array;
  readonly nanoseconds: Uint32Array;
  readonly timestampTexts: (string | null)[] = [];
  readonly obi: Float64Array;
  readonly cvd: Float64Array;
  readonly bestBid: Float64Array;
  readonly bestAsk: Float64Array;

  constructor(capacity: number) {
    this.snapshotIds = new Float64Array(capacity);
    this.instruments = new Uint32Array(capacity);
    this.timestamps = new Float64Array(capacity);
    this.nanoseconds = new Uint32Array(capacity);
    this.obi = new Float64Array(capacity);
    this.cvd = new Float64Array(capacity);
    this.bestBid = new Float64Array(capacity);
    this.bestAsk = new Float64Array(capacity);
  }

  /** Appends `row` of `columns`. */
  push(columns: MetricColumns, row: number): void {
    const at = this.count++;
    this.snapshotIds[at] = columns.snapshotIds[row]!;
    this.instruments[at] = columns.instruments[row]!;
    this.timestamps[at] = columns.timestamps[row]!;
    this.nanoseconds[at] = columns.nanoseconds[row]!;
    this.putText(at, columns.timestampTexts[row]);
    this.obi[at] = columns.obi[row]!;
    this.cvd[at] = columns.cvd[row]!;
    this.bestBid[at] = columns.bestBid[row]!;
    this.bestAsk[at] = columns.bestAsk[row]!;
  }

  /** Puts the text of a row's timestamp in its place; there is nothing to put where it is null or missing. */
  putText(row: number, text: string | null | undefined): void {
    if (text === null || text === undefined) return;
    while (this.timestampTexts.length < row) this.timestampTexts.push(null);
    this.timestampTexts.push(text);
  }

  /** Appends all rows of `columns`. */
  append(columns: MetricColumns): void {
    const { count: at } = this;
    this.snapshotIds.set(columns.snapshotIds, at);
    this.instruments.set(columns.instruments, at);
    this.timestamps.set(columns.timestamps, at);
    this.nanoseconds.set(columns.nanoseconds, at);
    this.obi.set(columns.obi, at);
    this.cvd.set(columns.cvd, at);
    this.bestBid.set(columns.bestBid, at);
    this.bestAsk.set(columns.bestAsk, at);
    for (const [row, text] of columns.timestampTexts.entries()) this.putText(at + row, text);
    this.count += columns.count;
  }

  /** The columns so far. They share memory with the builder: a finished builder must not be filled further. */
  build(instrumentNames: readonly string[]): MetricColumns {
    const { count } = this;
    return {
      count,
      snapshotIds: this.snapshotIds.subarray(0, count),
      instruments: this.instruments.subarray(0, count),
      instrumentNames,
      timestamps: this.timestamps.subarray(0, count),
      nanoseconds: this.nanoseconds.subarray(0, count),
      timestampTexts: this.timestampTexts,
      obi: this.obi.subarray(0, count),
      cvd: this.cvd.subarray(0, count),
      bestBid: this.bestBid.subarray(0, count),
      bestAsk: this.bestAsk.subarray(0, count),
    };
  }
}

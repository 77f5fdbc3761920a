import { type MetricColumns, parseTimestamp } from '@orderflow/core';

/** A row of metrics as SQLite hands it over. */
export type MetricRow = readonly [
  id: number,
  instrumentId: number,
  snapshotId: number,
  timestamp: string,
  obi: number,
  cvd: number,
  bestBid: number | null,
  bestAsk: number | null,
];

/** Collects rows of metrics into the columns of one batch. */
export class MetricBatch {
  #count = 0;
  readonly #snapshotIds: Float64Array;
  readonly #instruments: Uint32Array;
  readonly #timestamps: Float64Array;
  readonly #nanoseconds: Uint32Array;
  readonly #timestampTexts: string[] = [];
  readonly #obi: Float64Array;
  readonly #cvd: Float64Array;
  readonly #bestBid: Float64Array;
  readonly #bestAsk: Float64Array;

  constructor(capacity: number) {
    this.#snapshotIds = new Float64Array(capacity);
    this.#instruments = new Uint32Array(capacity);
    this.#timestamps = new Float64Array(capacity);
    this.#nanoseconds = new Uint32Array(capacity);
    this.#obi = new Float64Array(capacity);
    this.#cvd = new Float64Array(capacity);
    this.#bestBid = new Float64Array(capacity);
    this.#bestAsk = new Float64Array(capacity);
  }

  /** Appends a row of the instrument with that number. */
  push(row: MetricRow, instrument: number): void {
    const at = this.#count++;
    const moment = parseTimestamp(row[3]);
    this.#snapshotIds[at] = row[2];
    this.#instruments[at] = instrument;
    this.#timestamps[at] = moment?.timestamp ?? Number.NaN;
    this.#nanoseconds[at] = moment?.nanoseconds ?? 0;
    this.#timestampTexts.push(row[3]);
    this.#obi[at] = row[4];
    this.#cvd[at] = row[5];
    this.#bestBid[at] = row[6] ?? Number.NaN;
    this.#bestAsk[at] = row[7] ?? Number.NaN;
  }

  /** The columns so far. */
  build(instrumentNames: readonly string[]): MetricColumns {
    return {
      count: this.#count,
      snapshotIds: this.#snapshotIds,
      instruments: this.#instruments,
      instrumentNames,
      timestamps: this.#timestamps,
      nanoseconds: this.#nanoseconds,
      timestampTexts: this.#timestampTexts,
      obi: this.#obi,
      cvd: this.#cvd,
      bestBid: this.#bestBid,
      bestAsk: this.#bestAsk,
    };
  }
}

import type { MetricColumns } from '../columns/metric-columns.ts';
import type { TradeColumns } from '../columns/trade-columns.ts';
import type { TileBatch } from '../ports/tile-repository.ts';
import { InstrumentPyramid, type InstrumentStart } from './instrument-pyramid.ts';
import { TileCollector } from './tile-collector.ts';

const FIRST_START: InstrumentStart = { rows: 0, hasTrades: false, timestamp: Number.NEGATIVE_INFINITY };

/** Where a builder goes on from. */
export interface BuilderStart {
  /** Metric rows that came before. */
  readonly metricRows: number;
  /** Time of the last row that came before, good or bad: tiles that end behind it are in progress. */
  readonly timestamp: number | null;
  /** The trades behind that row which the stored tiles hold already; null where tiles in progress are not stored. */
  readonly waitingTrades: number | null;
}

/**
 * Builds the pyramid of one source while its metrics are computed: tiles of raw rows, of buckets and of candles, an
 * instrument each. The tiles depend on rows and trades alone, not on how they come in batches.
 */
export class PyramidBuilder {
  readonly #instruments = new Map<string, InstrumentPyramid>();
  readonly #collector: TileCollector;
  #metricRows: number;
  /** The waiting trades with which the stored tiles are whole; null once there is more to store. */
  #wholeWith: number | null;

  constructor({ metricRows, timestamp, waitingTrades }: BuilderStart) {
    this.#metricRows = metricRows;
    this.#wholeWith = waitingTrades;
    this.#collector = new TileCollector(timestamp ?? Number.NEGATIVE_INFINITY);
  }

  /** Metric rows so far. */
  get metricRows(): number {
    return this.#metricRows;
  }

  /** Opens an instrument that goes on from somewhere. */
  open(instrument: string, start: InstrumentStart): InstrumentPyramid {
    const pyramid = new InstrumentPyramid(instrument, this.#collector, start);
    this.#instruments.set(instrument, pyramid);
    return pyramid;
  }

  /** A good trade was taken. */
  onTrade(columns: TradeColumns, row: number): void {
    this.#of(columns.instrumentNames[columns.instruments[row]!]!).addTrade(columns, row);
  }

  /** A good trade waits behind the last snapshot: it is in the candles of an instrument that has any row or trade. */
  onWaitingTrade(columns: TradeColumns, row: number): void {
    this.#instruments.get(columns.instrumentNames[columns.instruments[row]!]!)?.addTrade(columns, row);
  }

  /** Adds metrics in time order. */
  addMetrics(columns: MetricColumns): void {
    const { count, instruments, instrumentNames } = columns;
    const pyramids = instrumentNames.map((name) => this.#instruments.get(name));
    for (let row = 0; row < count; row++) {
      const index = instruments[row]!;
      pyramids[index] ??= this.#of(instrumentNames[index]!);
      pyramids[index].addRow(columns, row, ++this.#metricRows);
    }
  }

  /** The tiles that are whole, where everything before `timestamp` has come. */
  takeTiles(timestamp: number | null): TileBatch {
    this.#wholeWith = null;
    if (timestamp !== null) for (const pyramid of this.#instruments.values()) pyramid.settle(timestamp);
    return this.#collector.take({ metricRows: this.#metricRows, waitingTrades: null });
  }

  /**
   * The last tiles, as they stand; null where they are stored already. Nothing can be added afterwards. `waitingTrades`
   * were left behind the last row.
   */
  finish(waitingTrades: number): TileBatch | null {
    if (waitingTrades === this.#wholeWith) return null;
    for (const pyramid of this.#instruments.values()) pyramid.finish();
    return this.#collector.take({ metricRows: this.#metricRows, waitingTrades });
  }

  #of(instrument: string): InstrumentPyramid {
    return this.#instruments.get(instrument) ?? this.open(instrument, FIRST_START);
  }
}

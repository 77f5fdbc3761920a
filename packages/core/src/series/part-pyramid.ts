import type { DataPart } from '../data-set/data-source.ts';
import { takenBack } from '../data-set/stored-metrics.ts';
import { problemOfTrade } from '../pipeline/row-problems.ts';
import type { OrderflowRepository } from '../ports/orderflow-repository.ts';
import type { ProcessingState } from '../ports/processing-state.ts';
import type { TileRepository } from '../ports/tile-repository.ts';
import { justAfter, type Timestamp } from '../timestamps/timestamp.ts';

const TRADE_BATCH = 4096;

/** The stored pyramid of one part of a data set, as it stands at a read. */
export interface StoredPart {
  readonly part: DataPart;
  readonly tiles: TileRepository;
  /** Whether it holds the part's rows and no others. */
  readonly isCurrent: boolean;
  /** Whether tiles in progress are stored too, of rows and buckets. */
  readonly isWhole: boolean;
  /** Bucket tiles that end behind this are in progress and not stored. */
  readonly settledBuckets: number;
  /** Candle tiles that end behind this are in progress, and not stored or without the last trades. */
  readonly settledCandles: number;
  /** Whether any candle of trades is stored. */
  readonly hasTrades: () => Promise<boolean>;
}

/** The pyramid of one part of a data set. */
export class PartPyramid {
  readonly #part: DataPart;
  readonly #tiles: TileRepository;
  readonly #state: ProcessingState;
  /** How many good trades stood behind the last snapshot when it was found; as stored, where rows are gone. */
  readonly #waitingTrades: number | null;
  #hasTrades = false;

  private constructor(part: DataPart, tiles: TileRepository, state: ProcessingState, waitingTrades: number | null) {
    this.#part = part;
    this.#tiles = tiles;
    this.#state = state;
    this.#waitingTrades = waitingTrades;
  }

  /** The pyramid of a part; null where it has none of its stored metrics. */
  static async find(part: DataPart): Promise<PartPyramid | null> {
    const { source, state } = part;
    const tiles = source.metrics?.tiles;
    if (state === null || state.position === null || tiles === undefined) return null;
    const stored = await tiles.loadPyramidState();
    if (stored?.metricRows !== state.metricRows) return null;
    const isGone = part.missing !== null;
    const waiting = isGone ? stored.waitingTrades : await countTradesBehind(source.repository, state.position);
    return new PartPyramid(part, tiles, state, waiting);
  }

  /**
   * The pyramid as it stands now. Rows and trades may have been added since it was found: then what was in progress is
   * not taken from it.
   * @throws OrderflowError `source-locked` where the metrics are being computed anew.
   */
  async load(): Promise<StoredPart> {
    const [part, tiles] = [this.#part, this.#tiles];
    const state = await tiles.loadPyramidState();
    if (state === null || state.metricRows < this.#state.metricRows) throw takenBack(part);
    const isCurrent = state.metricRows === this.#state.metricRows;
    const isWhole = isCurrent && state.waitingTrades !== null;
    const settledBuckets = isWhole ? Number.POSITIVE_INFINITY : await this.#settledTime(isCurrent);
    const hasAllTrades = isWhole && state.waitingTrades === this.#waitingTrades;
    const settledCandles = hasAllTrades ? Number.POSITIVE_INFINITY : Math.min(settledBuckets, timeOf(this.#state));
    const hasTrades = () => this.#findTrades();
    return { part, tiles, isCurrent, isWhole, settledBuckets, settledCandles, hasTrades };
  }

  /** A part may yet get its first trade; having had one it keeps it. */
  async #findTrades(): Promise<boolean> {
    this.#hasTrades ||= await this.#tiles.hasCandles(this.#part.instrument, 'trades');
    return this.#hasTrades;
  }

  /** A run that goes on has settled what was settled before it, unless it went back. */
  async #settledTime(isCurrent: boolean): Promise<number> {
    if (isCurrent) return timeOf(this.#state);
    const now = (await this.#part.source.metrics?.loadState()) ?? null;
    return now === null ? Number.NEGATIVE_INFINITY : Math.min(timeOf(this.#state), timeOf(now));
  }
}

async function countTradesBehind(repository: OrderflowRepository, position: Timestamp): Promise<number> {
  let trades = 0;
  const query = { range: { start: justAfter(position) }, order: 'time', withTradeIds: false } as const;
  for await (const columns of repository.iterateTradeRows({ ...query, batchSize: TRADE_BATCH })) {
    for (let row = 0; row < columns.count; row++) if (problemOfTrade(columns, row) === null) trades++;
  }
  return trades;
}

function timeOf({ position }: ProcessingState): number {
  return position?.timestamp ?? Number.NEGATIVE_INFINITY;
}

import type { PartReader } from '../data-set/part-reader.ts';
import type { CandleBasis } from '../pyramid/candle-record.ts';
import { decodeCandleTile } from '../pyramid/candle-tile.ts';
import { CANDLE_SECONDS, candleTileMsOf } from '../pyramid/tile-grid.ts';
import type { CandleCollector } from './candle-collector.ts';
import { type CandleSegment, candleSegments } from './candle-segments.ts';
import type { StoredPart } from './part-pyramid.ts';
import { addRowCandles, findBasis } from './row-candles.ts';

/** Reads the candles of one part from its tiles. */
export class StoredCandles {
  readonly #stored: StoredPart;
  readonly #reader: PartReader;

  constructor(stored: StoredPart, reader: PartReader) {
    this.#stored = stored;
    this.#reader = reader;
  }

  /** What the candles are made of. */
  async findBasis(): Promise<CandleBasis> {
    if (await this.#stored.hasTrades()) return 'trades';
    return this.#stored.settledCandles === Number.POSITIVE_INFINITY ? 'mid' : findBasis(this.#reader);
  }

  /** Adds the candles of the collector's span. */
  async addTo(collector: CandleCollector, basis: CandleBasis): Promise<void> {
    const { windowSeconds, start, end } = collector;
    for (const segment of candleSegments(windowSeconds, start, end)) await this.#add(collector, basis, segment);
  }

  async #add(collector: CandleCollector, basis: CandleBasis, { rung, start, end }: CandleSegment): Promise<void> {
    const { part, tiles, settledCandles } = this.#stored;
    const seconds = CANDLE_SECONDS[rung]!;
    const ms = candleTileMsOf(seconds);
    const settled = Math.min(end, Math.floor(settledCandles / ms) * ms);
    const range = { instrument: part.instrument, first: Math.floor(start / ms), last: Math.ceil(settled / ms) - 1 };
    for (const { tile, bytes } of await tiles.loadCandleTiles(basis, seconds, range)) {
      collector.addRecords(decodeCandleTile(bytes, tile * ms, 1000 * seconds), start, settled);
    }
    const open = { rung: rung - 1, start: Math.max(start, settled), end };
    if (open.start >= end) return;
    if (rung > 0) await this.#add(collector, basis, open);
    else await addRowCandles(collector, this.#reader, basis, open);
  }
}

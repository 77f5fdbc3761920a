import type { PartReader } from '../data-set/part-reader.ts';
import type { CandleBasis } from '../pyramid/candle-record.ts';
import { decodeCandleTile } from '../pyramid/candle-tile.ts';
import { CANDLE_SECONDS, candleTileMsOf } from '../pyramid/tile-grid.ts';
import type { CandleCollector } from './candle-collector.ts';
import { type CandleSegment, candleSegments } from './candle-segments.ts';
import { addRowCandles } from './row-candles.ts';
import type { StoredPart } from './stored-lines.ts';

/** Reads the candles of one part from its tiles. */
export class StoredCandles {
  readonly #stored: StoredPart;
  readonly #reader: PartReader;
  #hasTrades = false;

  constructor(stored: StoredPart, reader: PartReader) {
    this.#stored = stored;
    this.#reader = reader;
  }

  /** Adds the candles of the collector's span. */
  async addTo(collector: CandleCollector): Promise<void> {
    const { part, tiles } = this.#stored;
    // A part may yet get its first trade; having had one it keeps it.
    this.#hasTrades ||= await tiles.hasCandles(part.instrument, 'trades');
    const basis = this.#hasTrades ? 'trades' : 'mid';
    collector.bases.add(basis);
    const { windowSeconds, start, end } = collector;
    for (const segment of candleSegments(windowSeconds, start, end)) await this.#add(collector, basis, segment);
  }

  async #add(collector: CandleCollector, basis: CandleBasis, { rung, start, end }: CandleSegment): Promise<void> {
    const { part, tiles } = this.#stored;
    const seconds = CANDLE_SECONDS[rung]!;
    const ms = candleTileMsOf(seconds);
    const settled = Math.min(end, Math.floor(this.#settled / ms) * ms);
    const range = { instrument: part.instrument, first: Math.floor(start / ms), last: Math.ceil(settled / ms) - 1 };
    for (const { tile, bytes } of await tiles.loadCandleTiles(basis, seconds, range)) {
      collector.addRecords(decodeCandleTile(bytes, tile * ms, 1000 * seconds), start, settled);
    }
    const open = { rung: rung - 1, start: Math.max(start, settled), end };
    if (open.start >= end) return;
    if (rung > 0) await this.#add(collector, basis, open);
    else await addRowCandles(collector, this.#reader, basis, open);
  }

  /** Tiles that end behind this are in progress and not stored. */
  get #settled(): number {
    const { part, state } = this.#stored;
    if (state.waitingTrades !== null) return Number.POSITIVE_INFINITY;
    return part.state?.position?.timestamp ?? Number.NEGATIVE_INFINITY;
  }
}

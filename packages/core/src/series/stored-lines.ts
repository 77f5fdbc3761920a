import type { LineSeries } from '../pyramid/bucket-record.ts';
import { openBucketTile } from '../pyramid/bucket-tile.ts';
import { StoredRows } from '../pyramid/stored-rows.ts';
import { bucketMsOf, tileMsOf } from '../pyramid/tile-grid.ts';
import type { LineCollector, TilePlace } from './line-collector.ts';
import type { StoredPart } from './part-pyramid.ts';
import type { Span } from './series-span.ts';

/** A span, and what is added to the values in it. */
export interface LineStretch extends Span {
  readonly offset: number;
}

/** What a stretch of a line is made of: the buckets of a stored tile within a span, or the rows of a span. */
type Piece = ({ readonly kind: 'tile'; readonly bytes: Uint8Array } & TilePlace) | ({ readonly kind: 'rows' } & Span);

/** A bucket that must be cut is taken from a level so much finer. */
const CUT_LEVELS = 4;

/** Reads the lines of one part from its tiles. */
export class StoredLines {
  readonly #stored: StoredPart;
  readonly #rows: StoredRows;

  constructor(stored: StoredPart) {
    this.#stored = stored;
    this.#rows = new StoredRows(stored.tiles, stored.part.instrument, stored.isWhole);
  }

  /** Number of rows. */
  get rows(): number {
    return this.#stored.part.snapshots;
  }

  /** Whether all rows lie within a span. */
  isWithin({ start, end }: Span): boolean {
    const { first, last } = this.#stored.part;
    return start <= first.timestamp && last.timestamp < end;
  }

  /** Number of rows within a span. */
  count({ start, end }: Span): Promise<number> {
    return this.#rows.count(start, end);
  }

  /** Adds what the collector wants: rows, or tiles of its level, and rows where so few are in a tile that none is stored. */
  async addTo(collector: LineCollector, stretch: LineStretch): Promise<void> {
    const { series, level, wantsRows } = collector;
    const { first, last } = this.#stored.part;
    const span = {
      start: Math.max(stretch.start, first.timestamp),
      end: Math.min(stretch.end, last.timestamp + 1),
    };
    if (!(span.start < span.end)) return;
    const pieces = wantsRows ? [{ kind: 'rows', ...span } as const] : await this.#cover(series, level, span);
    for (const piece of pieces) {
      if (piece.kind === 'tile') collector.addTile(openBucketTile(piece.bytes), piece, stretch.offset);
      else
        for await (const rows of this.#rows.between(piece.start, piece.end, [series]))
          collector.addRows(rows, stretch.offset);
    }
  }

  /** Whole buckets of a level, and at an end that cuts a bucket finer ones. */
  async #cover(series: LineSeries, level: number, span: Span): Promise<readonly Piece[]> {
    if (level < 0) return [{ kind: 'rows', ...span }];
    const { part, isCurrent } = this.#stored;
    const ms = bucketMsOf(level);
    // Where the part begins or ends, its rows have the bucket to themselves.
    const start = span.start > part.first.timestamp ? Math.ceil(span.start / ms) * ms : span.start;
    const end = isCurrent && span.end > part.last.timestamp ? span.end : Math.floor(span.end / ms) * ms;
    if (start >= end) return this.#cover(series, level - CUT_LEVELS, span);
    const pieces: Piece[] = [];
    const finer = level - CUT_LEVELS;
    if (span.start < start) pieces.push(...(await this.#cover(series, finer, { start: span.start, end: start })));
    pieces.push(...(await this.#pieces(series, level, { start, end })));
    if (end < span.end) pieces.push(...(await this.#cover(series, finer, { start: end, end: span.end })));
    return pieces;
  }

  async #pieces(series: LineSeries, level: number, span: Span): Promise<readonly Piece[]> {
    const { part, tiles, settledBuckets } = this.#stored;
    const ms = tileMsOf(level);
    const first = Math.floor(span.start / ms);
    const last = Math.ceil(span.end / ms) - 1;
    const stored = await tiles.loadBucketTiles(series, level, { instrument: part.instrument, first, last });
    const pieces: Piece[] = [];
    let next = 0;
    for (let tile = first; tile <= last; tile++) {
      const found = stored[next]?.tile === tile ? stored[next++]! : null;
      const within = { start: Math.max(span.start, tile * ms), end: Math.min(span.end, (tile + 1) * ms) };
      if (found !== null) pieces.push({ kind: 'tile', level, ...found, ...within });
      else if (level > 0 && (tile + 1) * ms > settledBuckets)
        pieces.push(...(await this.#pieces(series, level - 1, within)));
      else pushRows(pieces, within);
    }
    return pieces;
  }
}

/** Adds the rows of a span; spans that touch are read at once. */
function pushRows(pieces: Piece[], span: Span): void {
  const last = pieces.at(-1);
  if (last?.kind === 'rows' && last.end === span.start) pieces[pieces.length - 1] = { ...last, end: span.end };
  else pieces.push({ kind: 'rows', ...span });
}

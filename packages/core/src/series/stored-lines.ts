import type { DataPart } from '../data-set/data-source.ts';
import type { PyramidState, TileRepository } from '../ports/tile-repository.ts';
import type { LineSeries } from '../pyramid/bucket-record.ts';
import { openBucketTile } from '../pyramid/bucket-tile.ts';
import { StoredRows } from '../pyramid/stored-rows.ts';
import { tileMsOf } from '../pyramid/tile-grid.ts';
import type { LineCollector } from './line-collector.ts';

/** The stored pyramid of one part of a data set. */
export interface StoredPart {
  readonly part: DataPart;
  readonly tiles: TileRepository;
  readonly state: PyramidState;
}

/** A span of time, epoch milliseconds, end exclusive. */
interface Span {
  readonly start: number;
  readonly end: number;
}

/** What a stretch of a line is made of: a stored tile, or the rows of a span. */
type Piece =
  | { readonly kind: 'tile'; readonly level: number; readonly tile: number; readonly bytes: Uint8Array }
  | ({ readonly kind: 'rows' } & Span);

/** Reads the lines of one part from its tiles. */
export class StoredLines {
  readonly #stored: StoredPart;
  readonly #rows: StoredRows;
  /** Every tile that ends behind this is in progress. */
  readonly #settled: number;

  constructor(stored: StoredPart) {
    const { part, tiles, state } = stored;
    const isWhole = state.waitingTrades !== null;
    this.#stored = stored;
    this.#rows = new StoredRows(tiles, part.instrument, isWhole);
    this.#settled = isWhole ? Number.POSITIVE_INFINITY : (part.state?.position?.timestamp ?? Number.NEGATIVE_INFINITY);
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
  async addTo(collector: LineCollector, offset: number): Promise<void> {
    const { first, last } = this.#stored.part;
    const span = {
      start: Math.max(collector.start, first.timestamp),
      end: Math.min(collector.end, last.timestamp + 1),
    };
    const isRaw = collector.wantsRows || collector.level < 0;
    const { series, level } = collector;
    const pieces = isRaw ? [{ kind: 'rows', ...span } as const] : await this.#pieces(series, level, span);
    for (const piece of pieces) {
      if (piece.kind === 'tile') collector.addTile(openBucketTile(piece.bytes), piece.level, piece.tile, offset);
      else
        for (const rows of await this.#rows.between(piece.start, piece.end, [series])) collector.addRows(rows, offset);
    }
  }

  async #pieces(series: LineSeries, level: number, span: Span): Promise<readonly Piece[]> {
    const { part, tiles } = this.#stored;
    const ms = tileMsOf(level);
    const first = Math.floor(span.start / ms);
    const last = Math.ceil(span.end / ms) - 1;
    const stored = await tiles.loadBucketTiles(series, level, { instrument: part.instrument, first, last });
    const pieces: Piece[] = [];
    let next = 0;
    for (let tile = first; tile <= last; tile++) {
      const found = stored[next]?.tile === tile ? stored[next++]! : null;
      const within = { start: Math.max(span.start, tile * ms), end: Math.min(span.end, (tile + 1) * ms) };
      if (found !== null) pieces.push({ kind: 'tile', level, ...found });
      else if (level > 0 && (tile + 1) * ms > this.#settled)
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

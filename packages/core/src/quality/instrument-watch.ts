import type { BookColumns } from '../columns/book-columns.ts';
import type { TradeColumns } from '../columns/trade-columns.ts';
import { isCrossed, isLocked } from '../metrics/top-of-book.ts';
import type { ProblemReason } from '../ports/row-problem.ts';
import { BadRowTally } from './bad-row-tally.ts';
import { BookSequence } from './book-sequence.ts';
import { FindingTally } from './finding-tally.ts';
import type { BadRows, CheckedSnapshots, Finding, FindingKind } from './quality-report.ts';
import type { QualityThresholds } from './quality-thresholds.ts';

/** The best prices of a snapshot; NaN for an empty side. */
export interface Touch {
  readonly bestBid: number;
  readonly bestAsk: number;
}

/** What is known of one instrument's rows. */
export class InstrumentWatch {
  /** Whether a snapshot stood behind a later one. */
  isDisordered = false;
  readonly #instrument: string;
  readonly #thresholds: QualityThresholds;
  readonly #book: FindingTally;
  readonly #trades: FindingTally;
  readonly #badBook: BadRowTally;
  readonly #badTrades: BadRowTally;
  readonly #latestSnapshot = new LatestTime();
  readonly #latestTrade = new LatestTime();
  #sequence: BookSequence;

  constructor(instrument: string, thresholds: QualityThresholds) {
    this.#instrument = instrument;
    this.#thresholds = thresholds;
    this.#book = new FindingTally(thresholds.examples);
    this.#trades = new FindingTally(thresholds.examples);
    this.#badBook = new BadRowTally('book', thresholds.examples);
    this.#badTrades = new BadRowTally('trades', thresholds.examples);
    this.#sequence = new BookSequence(thresholds);
  }

  /** Looks at a snapshot, in the order of ids: at its best prices, or at why its levels cannot be read. */
  addSnapshot(columns: BookColumns, row: number, looked: Touch | ProblemReason): void {
    const touch = typeof looked === 'string' ? null : looked;
    if (typeof looked === 'string') addBad(this.#badBook, looked, columns, row);
    const kind = touch === null ? null : kindOfTouch(touch);
    if (kind !== null) addTo(this.#book, kind, columns, row);
    if (!this.#latestSnapshot.moveTo(columns.timestamps[row]!, columns.nanoseconds[row]!)) {
      addTo(this.#book, 'out-of-order', columns, row);
      if (!this.isDisordered) this.#sequence = new BookSequence(this.#thresholds);
      this.isDisordered = true;
    }
    if (!this.isDisordered) this.#sequence.take(columns, row, touch !== null);
  }

  /** Looks at a snapshot of a disordered instrument again, now in time order. */
  resequence(columns: BookColumns, row: number, isReadable: boolean): void {
    this.#sequence.take(columns, row, isReadable);
  }

  /** Looks at a trade, in the order of ids; `problem` says why it cannot be used. */
  addTrade(columns: TradeColumns, row: number, problem: ProblemReason | null): void {
    if (problem !== null) addBad(this.#badTrades, problem, columns, row);
    const isInOrder = this.#latestTrade.moveTo(columns.timestamps[row]!, columns.nanoseconds[row]!);
    if (!isInOrder) addTo(this.#trades, 'out-of-order', columns, row);
  }

  /** Which snapshots were looked at; null where there was none. */
  toSnapshots(): CheckedSnapshots | null {
    return this.#sequence.toSnapshots(this.#instrument);
  }

  /** What was found, by table and kind. */
  toFindings(): readonly Finding[] {
    return [
      ...this.#sequence.tally.toFindings('book', this.#instrument),
      ...this.#book.toFindings('book', this.#instrument),
      ...this.#trades.toFindings('trades', this.#instrument),
    ];
  }

  /** The rows that cannot be used, by table and reason. */
  toBadRows(): readonly BadRows[] {
    return [...this.#badBook.toBadRows(this.#instrument), ...this.#badTrades.toBadRows(this.#instrument)];
  }
}

/** The latest moment so far. */
class LatestTime {
  #timestamp = Number.NEGATIVE_INFINITY;
  #nanoseconds = 0;

  /** Moves on, unless the moment lies before the latest; whether it did. */
  moveTo(timestamp: number, nanoseconds: number): boolean {
    if (timestamp < this.#timestamp || (timestamp === this.#timestamp && nanoseconds < this.#nanoseconds)) return false;
    this.#timestamp = timestamp;
    this.#nanoseconds = nanoseconds;
    return true;
  }
}

function kindOfTouch({ bestBid, bestAsk }: Touch): FindingKind | null {
  const hasBids = !Number.isNaN(bestBid);
  const hasAsks = !Number.isNaN(bestAsk);
  if (!hasBids) return hasAsks ? 'empty-bids' : 'empty-book';
  if (!hasAsks) return 'empty-asks';
  if (isCrossed(bestBid, bestAsk)) return 'crossed-book';
  return isLocked(bestBid, bestAsk) ? 'locked-book' : null;
}

function addTo(tally: FindingTally, kind: FindingKind, columns: BookColumns | TradeColumns, row: number): void {
  tally.add(kind, columns.ids[row]!, columns.timestamps[row]!, columns.nanoseconds[row]!);
}

function addBad(tally: BadRowTally, reason: ProblemReason, columns: BookColumns | TradeColumns, row: number): void {
  tally.add(reason, columns.ids[row]!, columns.timestamps[row]!, columns.nanoseconds[row]!);
}

import { type BookColumns, NO_INSTRUMENT } from '../columns/book-columns.ts';
import type { TradeColumns } from '../columns/trade-columns.ts';
import { problemOfTrade } from '../pipeline/row-problems.ts';
import { SnapshotMetrics } from '../pipeline/snapshot-metrics.ts';
import type { ProblemCount, ProblemReason } from '../ports/row-problem.ts';
import { BadRowTally } from './bad-row-tally.ts';
import { InstrumentWatch } from './instrument-watch.ts';
import { ProblemTally } from './problem-tally.ts';
import type { BadRows, CheckedRows, CheckedSnapshots, Finding } from './quality-report.ts';
import { type QualityThresholds, resolveQualityThresholds } from './quality-thresholds.ts';

/**
 * Watches rows go by in the order of their ids and keeps counts and the first places of all that is odd, in constant
 * memory. Where an instrument's snapshots are out of time order, its gaps, repeated timestamps and unchanged books
 * cannot be told: read it again in time order, for {@link QualityMonitor.resequence}.
 */
export class QualityMonitor {
  readonly #thresholds: QualityThresholds;
  readonly #watches = new Map<string, InstrumentWatch>();
  readonly #problems = new ProblemTally();
  readonly #strays: readonly [book: BadRowTally, trades: BadRowTally];
  readonly #snapshot = new SnapshotMetrics(null);
  readonly #rows = { book: 0, trades: 0 };

  /** @throws OrderflowError `bad-argument` where a threshold is out of its bounds. */
  constructor(thresholds: Partial<QualityThresholds> = {}) {
    this.#thresholds = resolveQualityThresholds(thresholds);
    const { examples } = this.#thresholds;
    this.#strays = [new BadRowTally('book', examples), new BadRowTally('trades', examples)];
  }

  /** Number of rows seen; those seen again do not count. */
  get rows(): CheckedRows {
    return { ...this.#rows };
  }

  /** The snapshots of each instrument, in order of first appearance. */
  get snapshots(): readonly CheckedSnapshots[] {
    return [...this.#watches.values()].flatMap((watch) => watch.toSnapshots() ?? []);
  }

  /** Instruments whose snapshots are out of time order, in order of first appearance. */
  get disordered(): readonly string[] {
    return [...this.#watches].flatMap(([instrument, { isDisordered }]) => (isDisordered ? [instrument] : []));
  }

  /** Bad rows by table and reason. */
  get problems(): readonly ProblemCount[] {
    return this.#problems.toCounts();
  }

  /** Bad rows that have a time, by instrument in order of first appearance, then table; those without one last. */
  get badRows(): readonly BadRows[] {
    const known = [...this.#watches.values()].flatMap((watch) => watch.toBadRows());
    return [...known, ...this.#strays.flatMap((tally) => tally.toBadRows(null))];
  }

  /** What was found, by instrument in order of first appearance, then table, then kind. */
  get findings(): readonly Finding[] {
    return [...this.#watches.values()].flatMap((watch) => watch.toFindings());
  }

  /** Looks at a batch of snapshots. */
  addBook(columns: BookColumns): void {
    const { count, ids, timestamps } = columns;
    const snapshot = this.#snapshot;
    this.#rows.book += count;
    for (let row = 0; row < count; row++) {
      const isTimed = !Number.isNaN(timestamps[row]!);
      const problem = isTimed ? snapshot.compute(columns, row) : 'unreadable-timestamp';
      if (problem !== null) this.#problems.add('book', problem, ids[row]!);
      if (!isTimed) continue;
      const watch = this.#watchOf(columns, row);
      if (watch !== null) watch.addSnapshot(columns, row, problem ?? snapshot);
      else this.#addStray(0, 'missing-instrument', columns, row);
    }
  }

  /** Looks at a batch of snapshots again, now in time order; only those of disordered instruments count. */
  resequence(columns: BookColumns): void {
    for (let row = 0; row < columns.count; row++) {
      if (Number.isNaN(columns.timestamps[row]!)) continue;
      const watch = this.#watchOf(columns, row);
      if (watch?.isDisordered) watch.resequence(columns, row, this.#snapshot.compute(columns, row) === null);
    }
  }

  /** Looks at a batch of trades. */
  addTrades(columns: TradeColumns): void {
    this.#rows.trades += columns.count;
    for (let row = 0; row < columns.count; row++) {
      const problem = problemOfTrade(columns, row);
      if (problem !== null) this.#problems.add('trades', problem, columns.ids[row]!);
      if (Number.isNaN(columns.timestamps[row]!)) continue;
      const watch = this.#watchOf(columns, row);
      if (watch !== null) watch.addTrade(columns, row, problem);
      else this.#addStray(1, problem ?? 'missing-instrument', columns, row);
    }
  }

  #addStray(table: 0 | 1, reason: ProblemReason, columns: BookColumns | TradeColumns, row: number): void {
    this.#strays[table].add(reason, columns.ids[row]!, columns.timestamps[row]!, columns.nanoseconds[row]!);
  }

  #watchOf({ instruments, instrumentNames }: BookColumns | TradeColumns, row: number): InstrumentWatch | null {
    const index = instruments[row]!;
    if (index === NO_INSTRUMENT) return null;
    const instrument = instrumentNames[index]!;
    const known = this.#watches.get(instrument);
    if (known !== undefined) return known;
    const watch = new InstrumentWatch(instrument, this.#thresholds);
    this.#watches.set(instrument, watch);
    return watch;
  }
}

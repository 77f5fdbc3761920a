import {
  type Alert,
  type Book,
  type BookSnapshot,
  type Configuration,
  compareTimestamps,
  DEFAULT_CONFIGURATION,
  MetricCalculator,
  type MetricsQuery,
  type MetricsRepository,
  OrderflowError,
  type OrderflowRepository,
  problemOfTrade,
  type Strategy,
  type StrategyReport,
  type TradeColumns,
} from '@orderflow/core';
import { makeAlertRules } from './alerts/make-alert-rules.ts';
import type { Observation } from './alerts/observation.ts';
import { observationOf } from './alerts/observation-of.ts';
import { InstrumentAnalysis } from './instrument-analysis.ts';
import { toFigures } from './summary/figures.ts';
import type { MetricsSummary } from './summary/metrics-summary.ts';

/** Where stored metrics are read; a source that has trades too gives volumes. */
export type StoredSource = Pick<MetricsRepository, 'loadMetricsByTimerange'> &
  Partial<Pick<OrderflowRepository, 'iterateTradeRows'>>;

/** The settings that `DefaultStrategy` reads. */
export type DefaultStrategySettings = Pick<Configuration, 'alerts' | 'cvdReset' | 'depth'>;

/**
 * Sums up the metrics of every instrument and raises alerts on thresholds. It takes books as they come
 * (`onBooktick`), or reads stored metrics itself (`setSource`, then `loadStoredMetrics`); both give the same.
 */
export class DefaultStrategy implements Strategy {
  readonly name = 'default';
  readonly reads = 'metrics';
  readonly withTradeIds = false;
  readonly #settings: DefaultStrategySettings;
  readonly #calculator = new MetricCalculator();
  readonly #instruments = new Map<string, InstrumentAnalysis>();
  #source: StoredSource | null = null;

  constructor(settings: DefaultStrategySettings = DEFAULT_CONFIGURATION) {
    this.#settings = settings;
  }

  /** Says where `loadStoredMetrics` reads. */
  setSource(source: StoredSource): void {
    this.#source = source;
  }

  /** OBI of a snapshot over the configured depth, -1 to +1: for books whose metrics are not stored. */
  computeObi(snapshot: BookSnapshot): number {
    return this.#calculator.calculateObi(snapshot, { depth: this.#settings.depth });
  }

  /**
   * Takes in all stored metrics that a query asks for, and the trades of its range up to the last snapshot; returns the
   * number of snapshots. 0 means that nothing is stored: compute live then, and hand the books to `onBooktick`.
   * @throws OrderflowError `bad-argument` where no source is set.
   */
  async loadStoredMetrics(query: MetricsQuery): Promise<number> {
    const source = this.#source;
    if (source === null) throw new OrderflowError('bad-argument', 'no source of stored metrics: call setSource first');
    let snapshots = 0;
    for await (const metrics of source.loadMetricsByTimerange(query)) {
      for (let row = 0; row < metrics.count; row++) this.#observe(observationOf(metrics, row, () => null));
      snapshots += metrics.count;
    }
    if (source.iterateTradeRows === undefined) this.#missTrades(query);
    else await this.#loadTrades(source.iterateTradeRows({ ...query, order: 'id' }));
    return snapshots;
  }

  onBooktick(book: Book): void {
    const { metrics, trades, length } = book;
    const liveObi = (index: number) => (book.hasLevels ? this.computeObi(book.snapshot(index)) : null);
    for (let index = 0; index < length; index++) this.#observe(observationOf(metrics, index, () => liveObi(index)));
    const counted = length === 0 ? 0 : book.tradeEnds[length - 1]!;
    const analysis = this.#analysisOf(book.instrument);
    for (let row = 0; row < counted; row++) analysis.addTrade(trades.sides[row]!, trades.sizes[row]!);
  }

  /** The summaries so far in order of instrument, or that of one; null for an instrument that was not seen. */
  getMetricsSummary(): readonly MetricsSummary[];
  getMetricsSummary(instrument: string): MetricsSummary | null;
  getMetricsSummary(instrument?: string): readonly MetricsSummary[] | MetricsSummary | null {
    if (instrument !== undefined) return this.#instruments.get(instrument)?.summary() ?? null;
    return this.#inOrder().flatMap((analysis) => analysis.summary() ?? []);
  }

  finish(): StrategyReport {
    return {
      strategy: this.name,
      summaries: this.getMetricsSummary().map((summary) => ({
        instrument: summary.instrument,
        figures: toFigures(summary),
      })),
      alerts: this.#inOrder()
        .flatMap((analysis) => analysis.alerts)
        .sort(byTime),
    };
  }

  #observe(observation: Observation): void {
    this.#analysisOf(observation.instrument).observe(observation);
  }

  #missTrades({ instrument }: MetricsQuery): void {
    const analyses = instrument === undefined ? this.#inOrder() : [this.#analysisOf(instrument)];
    for (const analysis of analyses) analysis.missTrades();
  }

  async #loadTrades(batches: AsyncIterable<TradeColumns>): Promise<void> {
    for await (const trades of batches) {
      for (let row = 0; row < trades.count; row++) this.#takeTrade(trades, row);
    }
  }

  #takeTrade(trades: TradeColumns, row: number): void {
    if (problemOfTrade(trades, row) !== null) return;
    const analysis = this.#instruments.get(trades.instrumentNames[trades.instruments[row]!]!);
    const at = { timestamp: trades.timestamps[row]!, nanoseconds: trades.nanoseconds[row]! };
    if (analysis?.isCovered(at) === true) analysis.addTrade(trades.sides[row]!, trades.sizes[row]!);
  }

  #analysisOf(instrument: string): InstrumentAnalysis {
    const known = this.#instruments.get(instrument);
    if (known !== undefined) return known;
    const analysis = new InstrumentAnalysis(makeAlertRules(this.#settings));
    this.#instruments.set(instrument, analysis);
    return analysis;
  }

  #inOrder(): readonly InstrumentAnalysis[] {
    return [...this.#instruments.keys()].sort().map((instrument) => this.#instruments.get(instrument)!);
  }
}

function byTime(a: Alert, b: Alert): number {
  return compareTimestamps(a.at, b.at);
}

import {
  type Book,
  type BookSnapshot,
  type Figures,
  MetricCalculator,
  OrderflowError,
  type Strategy,
  type StrategyReport,
} from '@orderflow/core';

/** What `ImbalanceHitRate` asks of the data. */
export interface ImbalanceHitRateOptions {
  /** Best levels a side that the OBI counts. */
  readonly depth: number;
  /** The OBI, either way, from which on it makes a prediction: above 0, at most 1. */
  readonly threshold: number;
  /** How far a prediction looks ahead. */
  readonly horizonSeconds: number;
}

const DEFAULT_OPTIONS: ImbalanceHitRateOptions = { depth: 5, threshold: 0.3, horizonSeconds: 10 };

/**
 * Asks whether the imbalance of the best levels says where the mid goes. Where the OBI reaches the threshold it
 * predicts a move to that side within the horizon, waits until the horizon has passed, and only then looks at the mid
 * that stood at its end. One prediction is open at a time, so that no two share a future. The price is the mid: no
 * fees, no spread, no fill.
 */
export class ImbalanceHitRate implements Strategy {
  readonly name = 'imbalance-hit-rate';
  readonly reads = 'levels';
  readonly #options: ImbalanceHitRateOptions;
  readonly #scores = new Map<string, Score>();

  /** @throws OrderflowError `bad-argument` for a threshold or horizon that is not above 0. */
  constructor(options: Partial<ImbalanceHitRateOptions> = {}) {
    this.#options = { ...DEFAULT_OPTIONS, ...options };
    for (const key of ['threshold', 'horizonSeconds'] as const) {
      if (!(this.#options[key] > 0)) {
        throw new OrderflowError('bad-argument', `${key} is ${this.#options[key]}; it must be above 0`);
      }
    }
  }

  onBooktick(book: Book): void {
    const score = this.#scores.get(book.instrument) ?? new Score(this.#options);
    this.#scores.set(book.instrument, score);
    for (const snapshot of book) score.next(snapshot);
  }

  finish(): StrategyReport {
    const instruments = [...this.#scores.keys()].sort();
    const summaries = instruments.map((instrument) => ({
      instrument,
      figures: this.#scores.get(instrument)!.figures(),
    }));
    return { strategy: this.name, summaries, alerts: [] };
  }
}

/** A prediction that waits for its horizon to pass. */
interface Prediction {
  readonly timestamp: number;
  readonly mid: number;
  readonly side: 1 | -1;
}

/** The predictions on one instrument. */
class Score {
  readonly #options: ImbalanceHitRateOptions;
  readonly #calculator = new MetricCalculator();
  #open: Prediction | null = null;
  /** The last mid since the open prediction was made; null where there is none yet. */
  #latestMid: number | null = null;
  #hits = 0;
  #misses = 0;
  #unchanged = 0;
  #moveBpsSum = 0;

  constructor(options: ImbalanceHitRateOptions) {
    this.#options = options;
  }

  next(snapshot: BookSnapshot): void {
    this.#settleBefore(snapshot.timestamp);
    const mid = this.#calculator.mid(snapshot);
    if (mid === null) return;
    if (this.#open !== null) this.#latestMid = mid;
    else this.#open = this.#predict(snapshot, mid);
  }

  figures(): Figures {
    const moves = this.#hits + this.#misses;
    const predictions = moves + this.#unchanged;
    const hitRate = moves === 0 ? null : this.#hits / moves;
    return {
      predictions,
      hits: this.#hits,
      misses: this.#misses,
      unchanged: this.#unchanged,
      hitRate,
      hitRateStandardError: hitRate === null ? null : Math.sqrt((hitRate * (1 - hitRate)) / moves),
      meanMoveBps: predictions === 0 ? null : this.#moveBpsSum / predictions,
    };
  }

  #predict(snapshot: BookSnapshot, mid: number): Prediction | null {
    const obi = this.#calculator.calculateObi(snapshot, { depth: this.#options.depth });
    if (Math.abs(obi) < this.#options.threshold) return null;
    return { timestamp: snapshot.timestamp, mid, side: obi > 0 ? 1 : -1 };
  }

  /** Scores the open prediction once its horizon lies behind `timestamp`; without a later mid it counts for nothing. */
  #settleBefore(timestamp: number): void {
    const open = this.#open;
    if (open === null || timestamp <= open.timestamp + 1000 * this.#options.horizonSeconds) return;
    if (this.#latestMid !== null) this.#score((1e4 * open.side * (this.#latestMid - open.mid)) / open.mid);
    this.#open = null;
    this.#latestMid = null;
  }

  #score(moveBps: number): void {
    if (moveBps > 0) this.#hits++;
    else if (moveBps < 0) this.#misses++;
    else this.#unchanged++;
    this.#moveBpsSum += moveBps;
  }
}

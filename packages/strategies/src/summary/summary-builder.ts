import type { Observation } from '../alerts/observation.ts';
import { type MetricsSummary, OBI_QUANTILES, type PriceSummary } from './metrics-summary.ts';
import { Moments } from './moments.ts';
import { ObiHistogram } from './obi-histogram.ts';
import { Track } from './track.ts';
import { VolumeTotals } from './volume-totals.ts';

/** Sums up one instrument in one pass and constant memory. Values go in one by one, so batches make no difference. */
export class SummaryBuilder {
  #first: Observation | null = null;
  #last: Observation | null = null;
  #snapshots = 0;
  readonly #obi = new Moments();
  readonly #histogram = new ObiHistogram();
  readonly #cvd = new Track();
  readonly #mid = new Track();
  readonly #spreadBps = new Moments();
  readonly #volumes = new VolumeTotals();
  #volumesKnown = true;
  #oneSided = 0;
  #empty = 0;
  #crossed = 0;

  /** Takes in the next snapshot in time. */
  add(observation: Observation): void {
    this.#first ??= observation;
    this.#last = observation;
    this.#snapshots++;
    this.#countShape(observation);
    if (observation.obi !== null) {
      this.#obi.add(observation.obi);
      this.#histogram.add(observation.obi);
    }
    if (observation.cvd !== null) this.#cvd.add(observation.cvd);
    if (observation.mid !== null) this.#mid.add(observation.mid);
    if (observation.spreadBps !== null) this.#spreadBps.add(observation.spreadBps);
  }

  /** Takes in a trade; `side` is +1 for a buy, -1 for a sell. */
  addTrade(side: number, size: number): void {
    this.#volumes.add(side, size);
  }

  /** Says that there are trades which cannot be known: the volumes are not known then. */
  missTrades(): void {
    this.#volumesKnown = false;
  }

  /** What was seen so far; null before the first snapshot. */
  summary(): MetricsSummary | null {
    if (this.#first === null || this.#last === null) return null;
    const { min, max, mean, standardDeviation } = this.#obi;
    return {
      instrument: this.#first.instrument,
      snapshots: this.#snapshots,
      first: { timestamp: this.#first.timestamp, nanoseconds: this.#first.nanoseconds },
      last: { timestamp: this.#last.timestamp, nanoseconds: this.#last.nanoseconds },
      obi: { min, max, mean, standardDeviation, quantiles: this.#histogram.quantiles(OBI_QUANTILES) },
      cvd: this.#cvd.summary(),
      price: this.#price(),
      volume: this.#volumesKnown ? this.#volumes.summary() : null,
      oneSidedBooks: this.#oneSided,
      emptyBooks: this.#empty,
      crossedBooks: this.#crossed,
    };
  }

  #price(): PriceSummary {
    const { start, end, change } = this.#mid.summary();
    return {
      firstMid: start,
      lastMid: end,
      changeBps: start === null || change === null ? null : (1e4 * change) / start,
      meanSpreadBps: this.#spreadBps.mean,
      maxSpreadBps: this.#spreadBps.max,
    };
  }

  #countShape({ bestBid, bestAsk, mid }: Observation): void {
    if (mid !== null) return;
    if (bestBid === null && bestAsk === null) this.#empty++;
    else if (bestBid === null || bestAsk === null) this.#oneSided++;
    else this.#crossed++;
  }
}

import type { TradeColumns } from '../columns/trade-columns.ts';
import type { Timestamp } from '../timestamps/timestamp.ts';

/** What a pull from the feed came to: all there is, more must be loaded first, or a trade stands out of order. */
export type PullOutcome = 'pulled' | 'dry' | 'disorder';

/** Takes the trade in `row` of `columns`. */
export type TradeTaker = (columns: TradeColumns, row: number) => void;

/**
 * Hands out trades in the order of their batches, up to a moment. Pulling is synchronous, so that the promise of a batch
 * is paid once; a dry feed must be loaded. Rows without a readable timestamp are handed out where they stand.
 */
export class TradeFeed {
  readonly #batches: AsyncIterator<TradeColumns>;
  #first: Promise<IteratorResult<TradeColumns>> | null = null;
  #columns: TradeColumns | null = null;
  #row = 0;
  #isEnded = false;
  #lastTimestamp: number;
  #lastNanoseconds: number;

  /** `behind`: every trade must be later than this. */
  constructor(batches: AsyncIterable<TradeColumns>, behind: Timestamp | null) {
    this.#batches = batches[Symbol.asyncIterator]();
    this.#lastTimestamp = behind?.timestamp ?? Number.NEGATIVE_INFINITY;
    this.#lastNanoseconds = behind === null ? 0 : behind.nanoseconds + 1;
  }

  /** The time of the trade at the head. Meaningful after the outcome `disorder`. */
  get headTime(): Timestamp {
    return {
      timestamp: this.#columns?.timestamps[this.#row] ?? Number.NaN,
      nanoseconds: this.#columns?.nanoseconds[this.#row] ?? 0,
    };
  }

  /** Asks for the first batch, so that it is read while something else is. */
  start(): void {
    this.#first = this.#batches.next();
    // Whoever loads it is told what went wrong.
    this.#first.catch(() => undefined);
  }

  /** Loads the next batch. */
  async load(): Promise<void> {
    const next = await (this.#first ?? this.#batches.next());
    this.#first = null;
    this.#row = 0;
    this.#isEnded = next.done === true;
    this.#columns = next.done === true ? null : next.value;
  }

  /** Hands every trade up to and with the moment to `take`. */
  pullUpTo(timestamp: number, nanoseconds: number, take: TradeTaker): PullOutcome {
    const columns = this.#columns;
    if (columns === null) return this.#isEnded ? 'pulled' : 'dry';
    const { timestamps, nanoseconds: within, count } = columns;
    for (; this.#row < count; this.#row++) {
      const at = timestamps[this.#row]!;
      if (!Number.isNaN(at)) {
        const nanos = within[this.#row]!;
        if (!this.#follows(at, nanos)) return 'disorder';
        if (at > timestamp || (at === timestamp && nanos > nanoseconds)) return 'pulled';
        this.#lastTimestamp = at;
        this.#lastNanoseconds = nanos;
      }
      take(columns, this.#row);
    }
    return 'dry';
  }

  /** Ends the reading of batches. */
  async close(): Promise<void> {
    await this.#first?.catch(() => undefined);
    await this.#batches.return?.();
  }

  #follows(timestamp: number, nanoseconds: number): boolean {
    return (
      timestamp > this.#lastTimestamp || (timestamp === this.#lastTimestamp && nanoseconds >= this.#lastNanoseconds)
    );
  }
}

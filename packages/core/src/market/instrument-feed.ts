import { InstrumentMarket, type SimulatedTrade } from './instrument-market.ts';
import type { MarketSettings } from './market-options.ts';
import { Random } from './random.ts';

/** Trade ids count from here. */
const FIRST_TRADE_ID = 1_000_001;
/** The streams of the seed before it belong to others. */
const FIRST_INSTRUMENT_STREAM = 1;

/** The events of one instrument in time order: the trades up to a snapshot, then the snapshot. */
export class InstrumentFeed {
  readonly name: string;
  readonly market: InstrumentMarket;
  tradeId = FIRST_TRADE_ID;
  readonly #settings: MarketSettings;
  readonly #random: Random;
  #trades: readonly SimulatedTrade[] = [];
  #next = 0;
  #snapshots = 0;
  #gaps = 0;
  #gapAt: number;

  constructor(settings: MarketSettings, index: number) {
    const instrument = settings.instruments[index]!;
    this.name = instrument.name;
    this.#settings = settings;
    this.#random = new Random(settings.seed, FIRST_INSTRUMENT_STREAM + index);
    this.market = new InstrumentMarket(instrument, settings, this.#random);
    this.#gapAt = this.#placeGap();
    this.advance();
  }

  /** Whole milliseconds of the next event. */
  get timestamp(): number {
    return this.#trades[this.#next]?.timestamp ?? this.market.timestamp;
  }

  /** Nanoseconds within, of the next event. */
  get nanoseconds(): number {
    return this.#trades[this.#next]?.nanoseconds ?? this.market.nanoseconds;
  }

  /** Takes the next event where it is a trade. */
  nextTrade(): SimulatedTrade | undefined {
    return this.#trades[this.#next++];
  }

  /** Goes on behind the snapshot. */
  advance(): void {
    const { repeatedTimestamps, gapSeconds } = this.#settings;
    this.#next = 0;
    this.#snapshots++;
    if (this.#snapshots > this.#gapAt) {
      this.market.skip(gapSeconds);
      this.#gaps++;
      this.#gapAt = this.#placeGap();
    }
    const isRepeated = this.#snapshots > 1 && repeatedTimestamps > 0 && this.#random.chance(repeatedTimestamps);
    this.#trades = isRepeated ? this.market.stir() : this.market.advance();
  }

  /** The snapshot behind which the next gap lies: one at random in each of equal parts of the run. */
  #placeGap(): number {
    const { gaps, snapshots, instruments } = this.#settings;
    if (this.#gaps >= gaps) return Number.POSITIVE_INFINITY;
    const part = snapshots / instruments.length / gaps;
    return Math.max(1, Math.floor((this.#gaps + this.#random.unit()) * part));
  }
}

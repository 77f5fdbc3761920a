import type { ExchangeFill } from '../exchange/fill-sink.ts';
import { NO_RULES } from '../exchange/instrument-rules.ts';
import { Venue } from '../exchange/venue.ts';
import type { BookRows, TradeRows } from '../market/market-chunk.ts';
import { Account } from '../money/account.ts';
import { DoubtfulPnl } from '../money/doubtful-pnl.ts';
import { Markouts } from '../money/markouts.ts';
import type { BacktestOptions } from './backtest-options.ts';

/** How long after a fill the mid is looked at, unless given, in milliseconds. */
const DEFAULT_HORIZONS_MS = [1_000, 10_000, 60_000];

/** All venues of a run, and the money: what is true, whether the strategy knows of it or not. */
export class Exchange {
  readonly venues: readonly Venue[];
  readonly account: Account;
  readonly markouts: Markouts;
  readonly doubtfulPnl: DoubtfulPnl;
  readonly contractSizes: readonly number[];
  /** Books and trades that have happened. */
  books = 0;
  trades = 0;
  readonly #fees: BacktestOptions['fees'];

  /** `onFill` takes every fill with its fee, after it has moved cash and position. */
  constructor(options: BacktestOptions, onFill: (fill: ExchangeFill, fee: number) => void) {
    const { instruments, makerModel, initialCash, markoutHorizonsMs = DEFAULT_HORIZONS_MS } = options;
    const rules = instruments.map((name) => options.rules?.[name] ?? NO_RULES);
    this.#fees = options.fees;
    this.contractSizes = rules.map(({ contractSize }) => contractSize);
    this.account = new Account(initialCash, rules);
    this.markouts = new Markouts(instruments.length, markoutHorizonsMs);
    this.doubtfulPnl = new DoubtfulPnl(this.contractSizes);
    this.venues = rules.map((rule) => new Venue(rule, makerModel, (fill) => onFill(fill, this.#feeOf(fill))));
  }

  /** A book of an instrument; the money is marked behind the fills that it makes. */
  onBook(instrument: number, books: BookRows, row: number, timestamp: number): void {
    this.books++;
    this.venues[instrument]!.onBook(books, row);
    const mid = books.mids[row]!;
    this.account.mark(instrument, mid);
    this.markouts.onMid(instrument, timestamp, mid);
    this.doubtfulPnl.onBook(instrument, mid, books.flags[row] !== 0);
  }

  /** A trade of an instrument. */
  onTrade(instrument: number, trades: TradeRows, row: number): void {
    this.trades++;
    this.venues[instrument]!.onTrade(trades, row);
  }

  /** Moves the money by a fill. */
  settle({ order, price, size }: ExchangeFill, fee: number, timestamp: number): void {
    const { instrument, sign } = order;
    this.account.applyFill({ instrument, sign, price, size, fee, timestamp });
    this.markouts.onFill(instrument, timestamp);
    this.doubtfulPnl.onFill(instrument, sign * size, price, fee);
  }

  #feeOf({ order, price, size, rule }: ExchangeFill): number {
    return this.#fees.feeOf(price * size * this.contractSizes[order.instrument]!, rule !== 'take');
  }
}

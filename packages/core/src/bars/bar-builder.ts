import type { TradeColumns } from '../columns/trade-columns.ts';
import { OrderflowError } from '../errors.ts';
import { problemOfTrade } from '../pipeline/row-problems.ts';
import { printable } from '../text/printable.ts';
import type { BarColumns } from './bar.ts';
import { ClosedBars } from './closed-bars.ts';
import { OpenBar } from './open-bar.ts';

const LONGEST_WINDOW_SECONDS = 86_400;

/**
 * Builds bars (open, high, low, close, volume by side) from trades that come in time order within an instrument, in
 * constant memory. Windows are whole multiples of `windowSeconds` since 1970-01-01T00:00:00Z, start inclusive, end
 * exclusive. A window without a trade has no bar; bad trades are left out.
 */
export class BarBuilder {
  readonly #windowMs: number;
  readonly #names: string[] = [];
  readonly #bars = new Map<string, OpenBar>();

  /** @throws OrderflowError `bad-argument` where `windowSeconds` is not a whole number from 1 to 86,400. */
  constructor(windowSeconds: number) {
    if (!Number.isInteger(windowSeconds) || windowSeconds < 1 || windowSeconds > LONGEST_WINDOW_SECONDS) {
      throw new OrderflowError(
        'bad-argument',
        `windowSeconds is ${windowSeconds}; it must be a whole number from 1 to ${LONGEST_WINDOW_SECONDS}`,
      );
    }
    this.#windowMs = windowSeconds * 1000;
  }

  /** All bars of these trades, the last ones flushed. */
  static barsOf(trades: TradeColumns, windowSeconds: number): BarColumns {
    const builder = new BarBuilder(windowSeconds);
    const closed = new ClosedBars();
    builder.#addTrades(trades, closed);
    builder.#closeAll(closed);
    return closed.build(builder.#names);
  }

  /**
   * Adds a batch of trades; gives the bars that it closed: a bar is closed by a later trade of its instrument.
   * @throws OrderflowError `broken-invariant` for a trade from before its instrument's open window.
   */
  add(trades: TradeColumns): BarColumns {
    const closed = new ClosedBars();
    this.#addTrades(trades, closed);
    return closed.build(this.#names);
  }

  /** Closes the open bars, one an instrument, in the order in which the instruments first came. For the end. */
  flush(): BarColumns {
    const closed = new ClosedBars();
    this.#closeAll(closed);
    return closed.build(this.#names);
  }

  #addTrades(trades: TradeColumns, closed: ClosedBars): void {
    const { count, instruments, timestamps, prices, sizes, sides } = trades;
    const windowMs = this.#windowMs;
    const bars: (OpenBar | undefined)[] = [];
    for (let row = 0; row < count; row++) {
      if (problemOfTrade(trades, row) !== null) continue;
      const index = instruments[row]!;
      bars[index] ??= this.#barOf(trades.instrumentNames[index]!);
      const bar = bars[index];
      const start = Math.floor(timestamps[row]! / windowMs) * windowMs;
      if (start < bar.start) throw disorder(trades, row);
      if (start !== bar.start) {
        if (bar.tradeCount > 0) closed.push(bar);
        bar.begin(start, prices[row]!);
      }
      bar.add(prices[row]!, sizes[row]!, sides[row]!);
    }
  }

  #closeAll(closed: ClosedBars): void {
    for (const bar of this.#bars.values()) {
      if (bar.tradeCount > 0) closed.push(bar);
      bar.clear();
    }
  }

  #barOf(name: string): OpenBar {
    const known = this.#bars.get(name);
    if (known !== undefined) return known;
    const bar = new OpenBar(this.#names.push(name) - 1);
    this.#bars.set(name, bar);
    return bar;
  }
}

function disorder({ ids, instruments, instrumentNames }: TradeColumns, row: number): OrderflowError {
  const name = instrumentNames[instruments[row]!] ?? 'no instrument';
  return new OrderflowError(
    'broken-invariant',
    `trade row ${ids[row]} of ${printable(name)} comes before a bar that is open already; bars need trades in time order`,
  );
}

import type { DecimalGrid } from './decimal-grid.ts';
import type { MarketLevelStyle } from './market-options.ts';

/** How numbers of a level are set: what stands before, between and after them, and between two levels. */
interface LevelMarks {
  readonly open: string;
  readonly between: string;
  readonly close: string;
  readonly separator: string;
}

const MARKS: Readonly<Record<MarketLevelStyle, LevelMarks>> = {
  numbers: { open: '[', between: ',', close: ']', separator: ',' },
  strings: { open: '["', between: '","', close: '"]', separator: ',' },
  python: { open: "['", between: "', '", close: "']", separator: ', ' },
};

/** How a book side writes its levels. */
export interface LevelWriting {
  readonly style: MarketLevelStyle;
  /** The most levels that are shown. */
  readonly levels: number;
  readonly prices: DecimalGrid;
  readonly sizes: DecimalGrid;
}

/** One side of a simulated order book, best level first, in whole ticks and lots. */
export class SimulatedSide {
  /** Prices in ticks. */
  readonly ticks: number[] = [];
  /** Sizes in lots. */
  readonly lots: number[] = [];
  /** The step in ticks from a level to a worse one: -1 for bids, +1 for asks. */
  readonly outward: 1 | -1;
  readonly #writing: LevelWriting;
  readonly #marks: LevelMarks;
  readonly #texts: string[] = [];
  #text: string | null = null;

  constructor(outward: 1 | -1, writing: LevelWriting) {
    this.outward = outward;
    this.#writing = writing;
    this.#marks = MARKS[writing.style];
  }

  /** Number of levels. */
  get length(): number {
    return this.ticks.length;
  }

  /** Inserts a level before position `index`. */
  insert(index: number, tick: number, lots: number, orders: number): void {
    this.ticks.splice(index, 0, tick);
    this.lots.splice(index, 0, lots);
    this.#texts.splice(index, 0, this.#levelText(tick, lots, orders, 0));
    this.#text = null;
  }

  /** Changes the size of a level. */
  resize(index: number, lots: number, orders: number, liquidations: number): void {
    this.lots[index] = lots;
    this.#texts[index] = this.#levelText(this.ticks[index]!, lots, orders, liquidations);
    this.#text = null;
  }

  /** Removes a level. */
  remove(index: number): void {
    this.ticks.splice(index, 1);
    this.lots.splice(index, 1);
    this.#texts.splice(index, 1);
    this.#text = null;
  }

  /** Removes all levels. */
  clear(): void {
    this.ticks.length = 0;
    this.lots.length = 0;
    this.#texts.length = 0;
    this.#text = null;
  }

  /** The level text of the best levels that are shown; the same string while nothing changes. */
  text(): string {
    this.#text ??= `[${this.#texts.slice(0, this.#writing.levels).join(this.#marks.separator)}]`;
    return this.#text;
  }

  #levelText(tick: number, lots: number, orders: number, liquidations: number): string {
    const { open, between, close } = this.#marks;
    const { prices, sizes } = this.#writing;
    return `${open}${prices.text(tick)}${between}${sizes.text(lots)}${between}${liquidations}${between}${orders}${close}`;
  }
}

import type { Random } from './random.ts';
import { type LevelWriting, SimulatedSide } from './simulated-side.ts';

/** What one aggressive order did at one price. */
export interface SimulatedFill {
  readonly tick: number;
  readonly lots: number;
}

/** Levels a side that there are at least, however few are shown: else an eaten level has none behind it. */
const LEAST_DEPTH = 10;
/** Mean size of a level at the touch, in lots. */
const LEVEL_LOTS = 400;
/** How much larger the mean size is, as a share, one level further out. */
const SIZE_GROWTH = 0.06;
/** Mean number of empty ticks between two levels away from the touch. */
const MEAN_EMPTY_TICKS = 1.5;
/** Holes of more empty ticks are filled soon. */
const WIDE_HOLE_TICKS = 3;
/** How far a touched level moves to its new target: small keeps sizes over time. */
const RESIZE_SHARE = 0.4;
const LOTS_PER_ORDER = 150;
const LIQUIDATION_CHANCE = 0.004;
/** The most prices that one order trades at. */
const MAX_FILLS = 6;

/**
 * A limit order book in whole ticks and lots that lives on random orders. `pressure`, -1 to +1, says which side is
 * favoured: the favoured side is larger at the touch, steps forward more readily and retreats less.
 */
export class SimulatedBook {
  readonly bids: SimulatedSide;
  readonly asks: SimulatedSide;
  /** Levels a side. */
  readonly depth: number;
  pressure = 0;
  readonly #random: Random;

  constructor(random: Random, writing: LevelWriting) {
    this.#random = random;
    this.depth = Math.max(LEAST_DEPTH, writing.levels);
    this.bids = new SimulatedSide(-1, writing);
    this.asks = new SimulatedSide(1, writing);
  }

  /** Middle of the touch, in ticks. */
  get mid(): number {
    return (this.bids.ticks[0]! + this.asks.ticks[0]!) / 2;
  }

  /** Fills both sides afresh, one tick apart, around a price in ticks that lies above the depth of the book. */
  open(tick: number): void {
    for (const side of [this.bids, this.asks]) {
      side.clear();
      side.insert(0, side === this.bids ? tick - 1 : tick, this.#targetLots(side, 0), 1);
      this.#fillUp(side);
    }
  }

  /** Trades an aggressive order against the resting levels, best first; at least one level a side remains. */
  execute(isBuy: boolean, lots: number): readonly SimulatedFill[] {
    const side = isBuy ? this.asks : this.bids;
    const fills: SimulatedFill[] = [];
    for (let left = lots; left > 0 && fills.length < MAX_FILLS; ) {
      const filled = Math.min(left, side.lots[0]!);
      fills.push({ tick: side.ticks[0]!, lots: filled });
      left -= filled;
      if (filled < side.lots[0]!) this.#setLots(side, 0, side.lots[0]! - filled);
      else this.#retreat(side);
    }
    return fills;
  }

  /** One new, changed or cancelled order somewhere in the book, most often near the touch. */
  reshuffle(): void {
    const random = this.#random;
    const side = random.chance(0.5) ? this.bids : this.asks;
    const index = Math.floor(side.length * random.unit() * random.unit());
    const kind = random.unit();
    const room = roomBehind(side, index);
    if (room > 0 && kind < (room > WIDE_HOLE_TICKS ? 0.6 : 0.1)) this.#add(side, index, room);
    else if (kind > 0.9) this.#cancel(side, index);
    else this.#resize(side, index);
  }

  /** Narrows a wide spread: the side that pressure favours, or that the last trades pushed, steps forward. */
  closeSpread(push: number): void {
    const random = this.#random;
    const gap = this.asks.ticks[0]! - this.bids.ticks[0]! - 1;
    if (gap < 1 || random.chance(0.2)) return;
    const isBidForward = random.chance(0.5 + 0.3 * this.pressure + 0.15 * push);
    const side = isBidForward ? this.bids : this.asks;
    const step = random.chance(0.9) ? gap : 1 + random.below(gap);
    side.insert(0, side.ticks[0]! - side.outward * step, this.#targetLots(side, 0), 1 + random.below(3));
    this.#trim(side);
  }

  #resize(side: SimulatedSide, index: number): void {
    const lots = side.lots[index]!;
    const target = this.#targetLots(side, index);
    this.#setLots(side, index, Math.max(1, Math.round(lots + (target - lots) * RESIZE_SHARE)));
  }

  #cancel(side: SimulatedSide, index: number): void {
    if (index > 0) side.remove(index);
    else if (this.#random.chance(0.5 - 0.5 * this.#favour(side))) this.#retreat(side);
    this.#fillUp(side);
  }

  #add(side: SimulatedSide, index: number, room: number): void {
    const step = 1 + Math.floor(room * this.#random.unit() * this.#random.unit());
    side.insert(index + 1, side.ticks[index]! + side.outward * step, this.#targetLots(side, index + 1), 1);
    this.#trim(side);
  }

  #retreat(side: SimulatedSide): void {
    if (side.length === 1) this.#setLots(side, 0, this.#targetLots(side, 0));
    else side.remove(0);
    this.#fillUp(side);
  }

  #setLots(side: SimulatedSide, index: number, lots: number): void {
    const orders = 1 + this.#random.below(1 + Math.min(50, lots / LOTS_PER_ORDER));
    side.resize(index, lots, orders, this.#random.chance(LIQUIDATION_CHANCE) ? 1 : 0);
  }

  /** Appends levels at the far end until the side is as deep as it should be, or prices end. */
  #fillUp(side: SimulatedSide): void {
    while (side.length < this.depth) {
      const tick = side.ticks[side.length - 1]! + side.outward * (1 + this.#random.count(MEAN_EMPTY_TICKS));
      if (tick < 1) return;
      side.insert(side.length, tick, this.#targetLots(side, side.length), 1 + this.#random.below(3));
    }
  }

  #trim(side: SimulatedSide): void {
    if (side.length > this.depth) side.remove(side.length - 1);
  }

  /** A heavy-tailed size that grows outwards; pressure shifts it strongly at the touch, little further out. */
  #targetLots(side: SimulatedSide, index: number): number {
    const mean = LEVEL_LOTS * (1 + SIZE_GROWTH * index);
    const shift = 1 + (this.#favour(side) * 0.8) / (1 + 0.3 * index);
    return 1 + Math.floor(mean * shift * (0.25 + 0.75 * this.#random.heavy()));
  }

  #favour(side: SimulatedSide): number {
    return side === this.bids ? this.pressure : -this.pressure;
  }
}

/** Empty ticks between a level and the next one outwards. */
function roomBehind(side: SimulatedSide, index: number): number {
  return index + 1 < side.length ? Math.abs(side.ticks[index + 1]! - side.ticks[index]!) - 1 : 0;
}

import type { Draft } from './market-rows.ts';
import type { Random } from './random.ts';

/** The most rows that overtake a late one. */
const LONGEST_WAIT = 50;

/** Gives rows their ids in the order of arrival, and lets a share of them arrive late. */
export class Arrivals<Row extends { readonly id: number }> {
  readonly #random: Random;
  readonly #disorder: number;
  readonly #late: { readonly row: Draft<Row>; wait: number }[] = [];
  #arrived: Draft<Row>[] = [];
  #lastId = 0;

  constructor(random: Random, disorder: number) {
    this.#random = random;
    this.#disorder = disorder;
  }

  /** Rows that arrived and were not taken yet. */
  get waiting(): number {
    return this.#arrived.length;
  }

  /** Sends a row. */
  send(row: Draft<Row>): void {
    const isLate = this.#disorder > 0 && this.#random.chance(this.#disorder);
    if (!isLate) this.#arrive(row);
    this.#releaseLate();
    if (isLate) this.#late.push({ row, wait: 1 + this.#random.below(LONGEST_WAIT) });
  }

  /** Lets every late row arrive. */
  finish(): void {
    for (const { row } of this.#late.splice(0)) this.#arrive(row);
  }

  /** Takes the rows that arrived. */
  take(): readonly Row[] {
    const rows = this.#arrived;
    this.#arrived = [];
    return rows;
  }

  #releaseLate(): void {
    for (let index = 0; index < this.#late.length; ) {
      const late = this.#late[index]!;
      if (--late.wait > 0) index++;
      else this.#arrive(this.#late.splice(index, 1)[0]!.row);
    }
  }

  #arrive(row: Draft<Row>): void {
    row.id = ++this.#lastId;
    this.#arrived.push(row);
  }
}

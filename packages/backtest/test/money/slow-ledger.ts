/** Money of one instrument in whole ticks x lots, exact: what an account must agree with. */
export class SlowLedger {
  position = 0n;
  /** Cash flow before fees. */
  flow = 0n;
  fees = 0n;
  fifoProfit = 0n;
  /** How often the position came to zero, or passed it. */
  ends = 0;
  /** Price and size of each lot in turn. */
  readonly #lots: bigint[] = [];
  /** Profit by average cost, and the cost of one lot held, as fractions. */
  #profit = new Fraction(0n, 1n);
  #cost = new Fraction(0n, 1n);

  get averageProfit(): number {
    return this.#profit.toNumber();
  }

  apply(sign: bigint, ticks: bigint, lots: bigint, fee: bigint): void {
    this.flow -= sign * ticks * lots;
    this.fees += fee;
    const held = this.position < 0n ? -this.position : this.position;
    const isClosing = this.position * sign < 0n;
    const closed = isClosing ? leastOf(lots, held) : 0n;
    if (closed > 0n) this.#close(-sign, ticks, closed);
    if (closed === held && isClosing) this.ends += 1;
    if (lots > closed) this.#open(ticks, lots - closed, held - closed);
    this.position += sign * lots;
  }

  /** Takes lots one price at a time off the front. */
  #close(side: bigint, ticks: bigint, closed: bigint): void {
    for (let left = closed; left > 0n; ) {
      const size = leastOf(this.#lots[1]!, left);
      this.fifoProfit += side * (ticks - this.#lots[0]!) * size;
      this.#lots[1]! -= size;
      left -= size;
      if (this.#lots[1] === 0n) this.#lots.splice(0, 2);
    }
    this.#profit = this.#profit.plus(new Fraction(ticks, 1n).minus(this.#cost).times(side * closed));
  }

  #open(ticks: bigint, opened: bigint, held: bigint): void {
    this.#lots.push(ticks, opened);
    this.#cost = this.#cost
      .times(held)
      .plus(new Fraction(ticks * opened, 1n))
      .over(held + opened);
  }
}

class Fraction {
  readonly top: bigint;
  readonly bottom: bigint;

  constructor(top: bigint, bottom: bigint) {
    const divisor = greatestDivisor(top < 0n ? -top : top, bottom);
    this.top = top / divisor;
    this.bottom = bottom / divisor;
  }

  plus({ top, bottom }: Fraction): Fraction {
    return new Fraction(this.top * bottom + top * this.bottom, this.bottom * bottom);
  }

  minus({ top, bottom }: Fraction): Fraction {
    return this.plus(new Fraction(-top, bottom));
  }

  times(factor: bigint): Fraction {
    return new Fraction(this.top * factor, this.bottom);
  }

  over(divisor: bigint): Fraction {
    return new Fraction(this.top, this.bottom * divisor);
  }

  /** With 2^60 of the fraction kept, more than a double holds. */
  toNumber(): number {
    return Number((this.top << 60n) / this.bottom) / 2 ** 60;
  }
}

function leastOf(first: bigint, second: bigint): bigint {
  if (first < second) return first;
  return second;
}

function greatestDivisor(a: bigint, b: bigint): bigint {
  return b === 0n ? a : greatestDivisor(b, a % b);
}

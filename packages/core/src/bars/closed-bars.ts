import type { BarColumns } from './bar.ts';
import type { OpenBar } from './open-bar.ts';

/** Collects closed bars into columns. */
export class ClosedBars {
  readonly #instruments: number[] = [];
  readonly #timestamps: number[] = [];
  readonly #opens: number[] = [];
  readonly #highs: number[] = [];
  readonly #lows: number[] = [];
  readonly #closes: number[] = [];
  readonly #buyVolumes: number[] = [];
  readonly #sellVolumes: number[] = [];
  readonly #tradeCounts: number[] = [];

  /** Appends a bar as it stands. */
  push(bar: OpenBar): void {
    this.#instruments.push(bar.instrument);
    this.#timestamps.push(bar.start);
    this.#opens.push(bar.open);
    this.#highs.push(bar.high);
    this.#lows.push(bar.low);
    this.#closes.push(bar.close);
    this.#buyVolumes.push(bar.buyVolume);
    this.#sellVolumes.push(bar.sellVolume);
    this.#tradeCounts.push(bar.tradeCount);
  }

  /** The bars as columns. */
  build(instrumentNames: readonly string[]): BarColumns {
    return {
      count: this.#timestamps.length,
      instruments: Uint32Array.from(this.#instruments),
      instrumentNames,
      timestamps: Float64Array.from(this.#timestamps),
      opens: Float64Array.from(this.#opens),
      highs: Float64Array.from(this.#highs),
      lows: Float64Array.from(this.#lows),
      closes: Float64Array.from(this.#closes),
      buyVolumes: Float64Array.from(this.#buyVolumes),
      sellVolumes: Float64Array.from(this.#sellVolumes),
      tradeCounts: Float64Array.from(this.#tradeCounts),
    };
  }
}

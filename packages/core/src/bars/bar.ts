/** Trades of one instrument within one window of time. */
export interface Bar {
  readonly instrument: string;
  /** Start of the window, in epoch milliseconds. */
  readonly timestamp: number;
  /** Price of the first trade, in quote currency. */
  readonly open: number;
  /** Highest price. */
  readonly high: number;
  /** Lowest price. */
  readonly low: number;
  /** Price of the last trade. */
  readonly close: number;
  /** Size of all trades. */
  readonly volume: number;
  /** Size bought by aggressors. */
  readonly buyVolume: number;
  /** Size sold by aggressors. */
  readonly sellVolume: number;
  /** Number of trades, 1 or more. */
  readonly tradeCount: number;
}

/** Bars as columns of equal length, in time order within an instrument. */
export interface BarColumns {
  /** Number of bars. */
  readonly count: number;
  /** Index of each bar's instrument in `instrumentNames`. */
  readonly instruments: Uint32Array;
  /** Instrument names; it only ever grows, so an index stays valid over batches of one builder. */
  readonly instrumentNames: readonly string[];
  /** Starts of the windows, in epoch milliseconds. */
  readonly timestamps: Float64Array;
  /** Prices of the first trades. */
  readonly opens: Float64Array;
  /** Highest prices. */
  readonly highs: Float64Array;
  /** Lowest prices. */
  readonly lows: Float64Array;
  /** Prices of the last trades. */
  readonly closes: Float64Array;
  /** Sizes bought by aggressors. */
  readonly buyVolumes: Float64Array;
  /** Sizes sold by aggressors. */
  readonly sellVolumes: Float64Array;
  /** Numbers of trades. */
  readonly tradeCounts: Float64Array;
}

/** Bar `index`, from 0, as a record. */
export function barAt(columns: BarColumns, index: number): Bar {
  if (!Number.isInteger(index) || index < 0 || index >= columns.count) {
    throw new RangeError(`bar ${index} of ${columns.count}`);
  }
  const buyVolume = columns.buyVolumes[index]!;
  const sellVolume = columns.sellVolumes[index]!;
  return {
    instrument: columns.instrumentNames[columns.instruments[index]!]!,
    timestamp: columns.timestamps[index]!,
    open: columns.opens[index]!,
    high: columns.highs[index]!,
    low: columns.lows[index]!,
    close: columns.closes[index]!,
    volume: buyVolume + sellVolume,
    buyVolume,
    sellVolume,
    tradeCount: columns.tradeCounts[index]!,
  };
}

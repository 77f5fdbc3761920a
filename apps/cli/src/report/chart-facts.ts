/** An alert on a chart of a page. */
export interface AlertFacts {
  /** Epoch milliseconds, and nanoseconds within. */
  readonly timestamp: number;
  readonly nanoseconds: number;
  readonly rule: string;
  readonly message: string;
  readonly value: number;
  readonly threshold: number;
}

/** What a page says of the chart of one instrument. */
export interface InstrumentFacts {
  readonly instrument: string;
  /** The span of its data, epoch milliseconds, end exclusive. */
  readonly start: number;
  readonly end: number;
  /** Length of the buckets that its lines are made of, in milliseconds; null where each snapshot is in the page. */
  readonly bucketMs: number | null;
  /** Length of its shortest bars, in seconds. */
  readonly barSeconds: number;
  /** Those that the table lists, in its order. */
  readonly alerts: readonly AlertFacts[];
}

/** What a page says of its charts, as JSON in the element {@link FACTS_ID}. */
export interface ChartFacts {
  readonly windowSeconds: number;
  readonly maxBars: number;
  /** OBI levels, 0 to 1, that are drawn as bands. */
  readonly thresholds: readonly number[];
  readonly charts: readonly InstrumentFacts[];
}

/** The element with the facts. */
export const FACTS_ID = 'chart-facts';

/** The elements with the run on each chart: `encodeColumns`, gzip, base64; empty where there is none. */
export const RUN_CLASS = 'chart-run';

/** The elements with the series of each chart, in the order of the facts: `packSeries`, gzip, base64. */
export const SERIES_CLASS = 'chart-series';

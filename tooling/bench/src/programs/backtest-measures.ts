/** What is measured of backtests. */
export const BACKTEST_MEASURES = [
  'parsing alone',
  'checking kept columns',
  'reading kept columns',
  'reading kept columns, with OBI',
  'empty strategy, parsing',
  'empty strategy, kept columns',
  'empty strategy, columns in memory',
  'OBI taker, parsing',
  'OBI taker, kept columns',
  'OBI taker, columns in memory',
  'OBI taker, kept columns, band',
  'OBI market maker, kept columns',
] as const;

/** One of them, by name. */
export type BacktestMeasure = (typeof BACKTEST_MEASURES)[number];

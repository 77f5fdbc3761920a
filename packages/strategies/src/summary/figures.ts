import { type Figures, formatTimestamp } from '@orderflow/core';
import { type MetricsSummary, OBI_QUANTILES } from './metrics-summary.ts';

/** A summary as flat figures, in the order in which people read them. */
export function toFigures(summary: MetricsSummary): Figures {
  const { obi, cvd, price, volume } = summary;
  return {
    snapshots: summary.snapshots,
    first: formatTimestamp(summary.first),
    last: formatTimestamp(summary.last),
    obiMean: obi.mean,
    obiStandardDeviation: obi.standardDeviation,
    obiMin: obi.min,
    ...Object.fromEntries(
      OBI_QUANTILES.map((probability, index) => [quantileName(probability), obi.quantiles[index] ?? null]),
    ),
    obiMax: obi.max,
    cvdStart: cvd.start,
    cvdEnd: cvd.end,
    cvdChange: cvd.change,
    cvdMin: cvd.min,
    cvdMax: cvd.max,
    trades: volume?.trades ?? null,
    buyVolume: volume?.buy ?? null,
    sellVolume: volume?.sell ?? null,
    totalVolume: volume?.total ?? null,
    buyShare: volume?.buyShare ?? null,
    firstMid: price.firstMid,
    lastMid: price.lastMid,
    midChangeBps: price.changeBps,
    meanSpreadBps: price.meanSpreadBps,
    maxSpreadBps: price.maxSpreadBps,
    oneSidedBooks: summary.oneSidedBooks,
    emptyBooks: summary.emptyBooks,
    crossedBooks: summary.crossedBooks,
  };
}

/** `obiP05` for 0.05. */
function quantileName(probability: number): string {
  return `obiP${String(Math.round(probability * 100)).padStart(2, '0')}`;
}

import { canAnnualise, periodsPerYearOf } from './annualisation.ts';
import { cagrOf } from './cagr.ts';
import { calmarOf } from './calmar.ts';
import { deflatedSharpeOf, type Trials } from './deflated-sharpe.ts';
import { drawdownOf } from './drawdown.ts';
import { type EquitySeries, returnsOf, spanMsOf } from './equity-series.ts';
import { momentsOf } from './moments.ts';
import { type ObservedSharpe, probabilisticSharpeOf } from './probabilistic-sharpe.ts';
import { sharpeOf } from './sharpe.ts';
import { sortinoOf } from './sortino.ts';

/** What a Sharpe ratio is held against. */
export interface SharpeContext {
  /** Sharpe ratio per period for the probabilistic one; 0 by default. */
  readonly benchmarkSharpe?: number;
  /** What was tried before this run was chosen; without it the deflated ratio is null. */
  readonly trials?: Trials;
}

/** How far and how long equity fell; times in epoch milliseconds. */
export interface DrawdownStatistics {
  /** Deepest fall below a peak, 0 or below: -0.1 for a tenth. */
  readonly maxDrawdown: number | null;
  /** When the peak before it stood last; null where equity never fell. */
  readonly maxDrawdownPeakTime: number | null;
  /** When it was deepest; null where equity never fell. */
  readonly maxDrawdownTroughTime: number | null;
  /** When equity was back at the peak; null where it never was. */
  readonly maxDrawdownRecoveryTime: number | null;
  /** Longest time from a peak until equity was back there; an open drawdown counts to the end. */
  readonly longestDrawdownMs: number | null;
}

/** What a series of equity says. Annualised figures are null below 30 samples or one day. */
export interface EquityStatistics extends DrawdownStatistics {
  /** Time of the first sample, epoch milliseconds. */
  readonly startTime: number;
  /** Time of the last sample. */
  readonly endTime: number;
  /** Milliseconds between samples. */
  readonly intervalMs: number;
  readonly sampleCount: number;
  /** Null where there is no sample, or it is not known. */
  readonly startEquity: number | null;
  readonly endEquity: number | null;
  /** Last equity / first - 1; null where the first is not above 0. */
  readonly totalReturn: number | null;
  /** Compound annual growth. */
  readonly cagr: number | null;
  /** Annualised. */
  readonly sharpe: number | null;
  /** Annualised. */
  readonly sortino: number | null;
  /** Annualised. */
  readonly calmar: number | null;
  /** Not annualised: what the probabilistic and the deflated ratio, and the variance over trials, are made of. */
  readonly sharpePerPeriod: number | null;
  readonly skew: number | null;
  /** Raw: 3 for normal returns. */
  readonly kurtosis: number | null;
  /** The chance that the true Sharpe ratio lies above the benchmark. */
  readonly probabilisticSharpe: number | null;
  /** The chance that it lies above what the best of the trials would show without skill. */
  readonly deflatedSharpe: number | null;
}

/**
 * All statistics of a series of equity; what is undefined is null.
 * @throws OrderflowError `bad-argument` for trials that are none.
 */
export function equityStatisticsOf(equity: EquitySeries, context: SharpeContext = {}): EquityStatistics {
  const { startTime, intervalMs, values } = equity;
  const returns = returnsOf(values);
  return {
    startTime,
    endTime: startTime + spanMsOf(equity),
    intervalMs,
    sampleCount: values.length,
    startEquity: finiteOrNull(values[0]),
    endEquity: finiteOrNull(values.at(-1)),
    totalReturn: totalReturnOf(values),
    ...drawdownStatisticsOf(equity),
    ...annualStatisticsOf(equity, returns),
    ...sharpeStatisticsOf(observedSharpeOf(returns), context),
  };
}

function annualStatisticsOf(
  equity: EquitySeries,
  returns: Float64Array,
): Pick<EquityStatistics, 'cagr' | 'sharpe' | 'sortino' | 'calmar'> {
  if (!canAnnualise(equity)) return { cagr: null, sharpe: null, sortino: null, calmar: null };
  const periodsPerYear = periodsPerYearOf(equity.intervalMs);
  const cagr = cagrOf(equity);
  return {
    cagr,
    sharpe: sharpeOf(returns, periodsPerYear),
    sortino: sortinoOf(returns, periodsPerYear),
    calmar: calmarOf(cagr, drawdownOf(equity.values)?.depth ?? null),
  };
}

function observedSharpeOf(returns: Float64Array): ObservedSharpe | null {
  const moments = momentsOf(returns);
  if (moments === null || moments.skew === null || moments.kurtosis === null) return null;
  const { count, mean, deviation, skew, kurtosis } = moments;
  return { sharpe: mean / deviation, count, skew, kurtosis };
}

function sharpeStatisticsOf(
  observed: ObservedSharpe | null,
  { benchmarkSharpe = 0, trials }: SharpeContext,
): Pick<EquityStatistics, 'sharpePerPeriod' | 'skew' | 'kurtosis' | 'probabilisticSharpe' | 'deflatedSharpe'> {
  return {
    sharpePerPeriod: observed?.sharpe ?? null,
    skew: observed?.skew ?? null,
    kurtosis: observed?.kurtosis ?? null,
    probabilisticSharpe: observed && probabilisticSharpeOf(observed, benchmarkSharpe),
    deflatedSharpe: observed && trials ? deflatedSharpeOf(observed, trials) : null,
  };
}

function drawdownStatisticsOf({ startTime, intervalMs, values }: EquitySeries): DrawdownStatistics {
  const drawdown = drawdownOf(values);
  const timeOf = (row: number | null) => (row === null ? null : startTime + row * intervalMs);
  const fall = drawdown !== null && drawdown.depth < 0 ? drawdown : null;
  return {
    maxDrawdown: drawdown?.depth ?? null,
    maxDrawdownPeakTime: timeOf(fall?.peakRow ?? null),
    maxDrawdownTroughTime: timeOf(fall?.troughRow ?? null),
    maxDrawdownRecoveryTime: timeOf(fall?.recoveryRow ?? null),
    longestDrawdownMs: drawdown === null ? null : drawdown.longest * intervalMs,
  };
}

function totalReturnOf(values: Float64Array): number | null {
  const [first, last] = [values[0] ?? Number.NaN, values.at(-1) ?? Number.NaN];
  return first > 0 ? finiteOrNull(last / first - 1) : null;
}

function finiteOrNull(value: number | undefined): number | null {
  return value !== undefined && Number.isFinite(value) ? value : null;
}

import type { InstrumentFacts } from './chart-facts.ts';

const LENGTHS = [1, 5, 15, 60, 300, 900, 3600, 14_400, 86_400];

/** What decides on the lengths of bars. */
type Bars = Pick<InstrumentFacts, 'barSeconds' | 'start' | 'end'>;

/** The lengths of bars to choose from, in seconds: those that kept bars are parts of and the data hold two of, and the wanted one. */
export function barLengths({ barSeconds, start, end }: Bars, windowSeconds: number): readonly number[] {
  const known = LENGTHS.filter((seconds) => seconds % barSeconds === 0 && 2000 * seconds <= end - start);
  return [...new Set([...known, Math.max(barSeconds, windowSeconds)])].sort((a, b) => a - b);
}

/**
 * The length that a chart begins with: the wanted one, or by `choose` a shorter one where that shows too few bars. Too
 * many are no matter: charts make them longer by themselves.
 */
export function firstLength(
  bars: Bars,
  windowSeconds: number,
  choose: (
    span: { readonly start: number; readonly end: number },
    wanted: number,
    choices: readonly number[],
  ) => number,
): number {
  const wanted = Math.max(bars.barSeconds, windowSeconds);
  const choices = barLengths(bars, windowSeconds).filter((seconds) => seconds <= wanted);
  return choose(bars, wanted, choices);
}

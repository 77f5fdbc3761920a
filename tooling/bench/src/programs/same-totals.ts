import type { Totals } from './figures.ts';

const TOLERANCE = 1e-9;

/** What a program came to. */
interface Outcome {
  readonly name: string;
  readonly totals: Totals;
}

/** Throws where two programs came to different totals: then they did not do the same work. */
export function checkSameTotals(outcome: Outcome, baseline: Outcome): void {
  for (const key of ['snapshots', 'obi', 'bestBid', 'bestAsk', 'cvd'] as const) {
    const [found, wanted] = [outcome.totals[key], baseline.totals[key]];
    // Sums of numbers of both signs may come near 0, where a share of them says nothing.
    if (Math.abs(found - wanted) <= TOLERANCE * Math.max(1, Math.abs(wanted))) continue;
    throw new Error(
      `${outcome.name} comes to ${key} ${found}, ${baseline.name} to ${wanted}: they did not do the same work`,
    );
  }
}

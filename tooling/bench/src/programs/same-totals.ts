import type { Totals } from './figures.ts';

const TOLERANCE = 1e-9;

/** Throws where two programs came to different totals: then they did not do the same work. */
export function checkSameTotals(name: string, totals: Totals, baseline: string, expected: Totals): void {
  for (const key of ['snapshots', 'obi', 'bestBid', 'bestAsk', 'cvd'] as const) {
    const [found, wanted] = [totals[key], expected[key]];
    // Sums of numbers of both signs may come near 0: they are compared with what they are sums of.
    if (Math.abs(found - wanted) <= TOLERANCE * Math.max(1, Math.abs(wanted))) continue;
    throw new Error(`${name} comes to ${key} ${found}, ${baseline} to ${wanted}: they did not do the same work`);
  }
}

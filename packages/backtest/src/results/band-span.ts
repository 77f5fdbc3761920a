import type { SimulationResult } from '../engine/simulation-result.ts';

/** A profit after fees, in quote currency, and the maker model that it holds under. */
export interface ModelPnl {
  readonly makerModel: string;
  readonly pnl: number;
}

/** How far the profits of a band lie apart. */
export interface BandSpan {
  readonly lowest: ModelPnl;
  readonly highest: ModelPnl;
  /** Highest less lowest: what hangs on luck in the queue. */
  readonly span: number;
  /**
   * What the span is of the largest of the profits or losses, 0 to 1: the rest of it every model grants. 1 where some
   * gain and others lose; null where all are 0.
   */
  readonly share: number | null;
}

/** The span of a band's profits; null for no result, and where a profit is not known. Of equal ones the first counts. */
export function bandSpanOf(results: readonly Pick<SimulationResult, 'makerModel' | 'pnl'>[]): BandSpan | null {
  const known: ModelPnl[] = [];
  for (const { makerModel, pnl } of results) {
    if (pnl.pnl === null) return null;
    known.push({ makerModel, pnl: pnl.pnl });
  }
  const [first, ...others] = known;
  if (first === undefined) return null;
  const lowest = others.reduce((least, one) => (one.pnl < least.pnl ? one : least), first);
  const highest = others.reduce((most, one) => (one.pnl > most.pnl ? one : most), first);
  return { lowest, highest, span: highest.pnl - lowest.pnl, share: shareOf(lowest.pnl, highest.pnl) };
}

function shareOf(lowest: number, highest: number): number | null {
  const largest = Math.max(Math.abs(lowest), Math.abs(highest));
  return largest === 0 ? null : Math.min(1, (highest - lowest) / largest);
}

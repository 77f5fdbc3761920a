import type { ResultSummary } from './result-summary.ts';

/** A profit after fees, in quote currency, and the maker model that it holds under. */
export interface ModelPnl {
  readonly makerModel: string;
  readonly pnl: number;
}

/**
 * What the span of a band says. `nothing-sent`, `nothing-filled`: no model has an order, or a fill, to judge by. `takers`:
 * all took liquidity, which no maker model has a part in. `agreed`: orders that rested were filled, with the same profit.
 * `queue`: the span hangs on luck in the queue. `strategy`: profits differ though all fills took liquidity, so that the
 * strategy does not repeat itself.
 */
export type BandCause = 'nothing-sent' | 'nothing-filled' | 'takers' | 'agreed' | 'queue' | 'strategy';

/** How far the profits of a band lie apart. */
export interface BandSpan {
  readonly lowest: ModelPnl;
  readonly highest: ModelPnl;
  /** Highest less lowest. */
  readonly span: number;
  readonly cause: BandCause;
  /**
   * What the span is of the largest of the profits or losses, 0 to 1: the rest of it every model grants. 1 where some
   * gain and others lose; null where all are 0.
   */
  readonly share: number | null;
}

/** What of a result its band goes by. */
type BandResult = Pick<ResultSummary, 'makerModel' | 'pnl' | 'orders' | 'fills' | 'makerFillShare'>;

/** The span of a band's profits; null for no result, and where a profit is not known. Of equal ones the first counts. */
export function bandSpanOf(results: readonly BandResult[]): BandSpan | null {
  const known: ModelPnl[] = [];
  for (const { makerModel, pnl } of results) {
    if (pnl.pnl === null) return null;
    known.push({ makerModel, pnl: pnl.pnl });
  }
  const [first, ...others] = known;
  if (first === undefined) return null;
  const lowest = others.reduce((least, one) => (one.pnl < least.pnl ? one : least), first);
  const highest = others.reduce((most, one) => (one.pnl > most.pnl ? one : most), first);
  const span = highest.pnl - lowest.pnl;
  return { lowest, highest, span, cause: causeOf(results, span), share: shareOf(lowest.pnl, highest.pnl) };
}

function causeOf(results: readonly BandResult[], span: number): BandCause {
  if (results.every(({ orders }) => orders.sent === 0)) return 'nothing-sent';
  if (results.every(({ fills }) => fills === 0)) return 'nothing-filled';
  const hasMakers = results.some(({ makerFillShare }) => makerFillShare !== null && makerFillShare > 0);
  if (span === 0) return hasMakers ? 'agreed' : 'takers';
  return hasMakers ? 'queue' : 'strategy';
}

function shareOf(lowest: number, highest: number): number | null {
  const largest = Math.max(Math.abs(lowest), Math.abs(highest));
  return largest === 0 ? null : Math.min(1, (highest - lowest) / largest);
}

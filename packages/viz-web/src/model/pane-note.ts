import type { Bars } from './bars.ts';
import { failureText } from './failure-text.ts';
import type { Line } from './line.ts';
import type { PaneName } from './pane.ts';

const NO_BOOKS = 'No order-book snapshots: there is no imbalance to draw. Add a source that has them.';
const NO_SNAPSHOTS = 'No order-book snapshots: CVD is counted from one to the next. Add a source that has them.';
const NO_TRADES = 'No trades in this source: there is no CVD. Add a source that has them.';
const NO_METRICS = 'No metrics in this source: there is no CVD to draw. Process the source first.';
const NO_PRICES = 'Neither trades nor books here: there is no price to draw. Add a source that has some.';

/** What there is of a chart. */
export interface Contents {
  readonly bars: Bars | null;
  readonly obi: Line | null;
  readonly cvd: Line | null;
  /** What was thrown where something could not be read, by series; null where it could. */
  readonly failures: Readonly<Record<'candles' | 'obi' | 'cvd', unknown>>;
}

/** Why a pane shows nothing; null where it shows something, or nothing is known yet. */
export function paneNote(pane: PaneName, { bars, obi, cvd, failures }: Contents): string | null {
  if (pane === 'equity') return null;
  if (pane === 'obi') return lineNote(obi, failures.obi, NO_BOOKS);
  if (pane === 'cvd') {
    if (bars?.basis === 'mid' && !isEmpty(bars) && cvd !== null && !cvd.last) return NO_TRADES;
    const isOfTrades = bars?.basis === 'trades' && !isEmpty(bars) && obi?.times.length === 0;
    return lineNote(cvd, failures.cvd, isOfTrades ? NO_SNAPSHOTS : NO_METRICS);
  }
  if (bars === null) return messageOf(failures.candles);
  if (pane === 'volume' && bars.basis === 'mid' && !isEmpty(bars)) {
    return 'No trades in this source: there is no volume. Candles are those of the mid.';
  }
  if (!isEmpty(bars)) return null;
  if (bars.basis === 'mid' || !hasPoints(obi)) return NO_PRICES;
  return `No trades at this time: there ${pane === 'volume' ? 'is no volume' : 'are no candles'}.`;
}

function hasPoints(line: Line | null): boolean {
  return line !== null && line.times.length > 0;
}

function lineNote(line: Line | null, failure: unknown, empty: string): string | null {
  if (line === null) return messageOf(failure);
  return line.times.length === 0 ? empty : null;
}

function isEmpty({ runs }: Bars): boolean {
  return runs.every(({ from, to }) => to <= from);
}

function messageOf(failure: unknown): string | null {
  return failure === null ? null : failureText(failure);
}

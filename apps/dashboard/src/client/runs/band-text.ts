import type { Run } from '../api/api-types.ts';
import { modelName, moneyText, shareText } from './run-texts.ts';

const WITHOUT_SPAN = {
  'nothing-sent': 'No order was sent: there is nothing to judge.',
  'nothing-filled': 'No order was filled: there is nothing to judge.',
  takers: 'Every fill took liquidity: the maker models have no part in it.',
  agreed: 'The maker models agree: none of it is luck in the queue.',
} as const;

/** What the profits under the maker models say of luck in the queue, in a sentence or two. */
export function bandText({ band, results }: Pick<Run, 'band' | 'results'>): string {
  if (band === null) return 'Where a profit is not known, there is no band.';
  const { cause, lowest, highest, span, share } = band;
  if (cause === 'nothing-sent' || cause === 'nothing-filled') return WITHOUT_SPAN[cause];
  if (results.length === 1) return 'One maker model was played: no band can be told.';
  if (cause !== 'queue' && cause !== 'strategy') return WITHOUT_SPAN[cause];
  const [low, high] = [lowest, highest].map(({ makerModel }) => modelName(makerModel));
  const spanned = `From ${low} to ${high}: the span of ${moneyText(span).replace('+', '')}`;
  if (cause === 'queue') return `${spanned}, ${shareText(share)} of the PnL, is luck in the queue.`;
  return `${spanned} is not luck in the queue, for every fill took liquidity: the strategy does not repeat itself.`;
}

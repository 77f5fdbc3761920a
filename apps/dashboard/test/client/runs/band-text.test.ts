import { expect, it } from 'vitest';
import type { Run } from '../../../src/client/api/api-types.ts';
import { bandText } from '../../../src/client/runs/band-text.ts';

type Cause = NonNullable<Run['band']>['cause'];

function textOf(cause: Cause, models = 2): string {
  const band = {
    lowest: { makerModel: 'cross', pnl: -1 },
    highest: { makerModel: 'probabilistic-power-1', pnl: 3 },
    ...{ span: 4, share: 1, cause },
  };
  return bandText({ band, results: Array.from({ length: models }) as unknown as Run['results'] });
}

it('calls the span luck in the queue only where orders that rested were filled', () => {
  expect(textOf('queue')).toBe('From cross to power:1: the span of 4.00, 100.0 % of the PnL, is luck in the queue.');
  expect(textOf('agreed')).toBe('The maker models agree: none of it is luck in the queue.');
  expect(textOf('takers')).toBe('Every fill took liquidity: the maker models have no part in it.');
  expect(textOf('strategy')).toBe(
    'From cross to power:1: the span of 4.00 is not luck in the queue, for every fill took liquidity: the strategy does not repeat itself.',
  );
});

it('says that there is nothing to judge without orders or fills, whatever the number of models', () => {
  for (const models of [1, 2]) {
    expect(textOf('nothing-sent', models)).toBe('No order was sent: there is nothing to judge.');
    expect(textOf('nothing-filled', models)).toBe('No order was filled: there is nothing to judge.');
  }
  expect(textOf('takers', 1)).toBe('One maker model was played: no band can be told.');
});

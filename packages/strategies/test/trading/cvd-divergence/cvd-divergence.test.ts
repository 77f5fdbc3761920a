import { describe, expect, it } from 'vitest';
import { makeCvdDivergence } from '../../../src/index.ts';
import { type FakeMarket, fakeContext } from '../fake-context.ts';

/** Plays mids and CVDs, one a second, and gives what was asked at each. */
function play(steps: readonly (readonly [mid: number, cvd: number])[], market: FakeMarket = {}) {
  const strategy = makeCvdDivergence({ windowSeconds: 10, moveBps: 100, holdSeconds: 5, size: 3 });
  let position = 0;
  return steps.map(([mid, cvd], second) => {
    const { context, asked } = fakeContext({
      position,
      ...market,
      bid: mid - 1,
      ask: mid + 1,
      timestamp: 1000 * second,
      features: { cvd },
    });
    strategy.onBook!(context);
    for (const one of asked) if ('request' in one) position += (one.kind === 'buy' ? 1 : -1) * one.request.size;
    return asked.map((one) => ('request' in one ? `${one.kind} ${one.request.size}` : one.kind)).join();
  });
}

describe('the CVD divergence strategy', () => {
  it('sells a rise that the flow did not back, and closes after its time', () => {
    // 100 to 101 is 100 basis points, while the CVD fell.
    const steps = [
      [100, 50],
      [100.5, 49],
      [101, 48],
      [101, 47],
      [101, 46],
      [101, 46],
      [101, 46],
      [101, 46],
      [101, 46],
    ] as const;
    expect(play(steps)).toEqual(['', '', 'sell 3', '', '', '', '', 'buy 3', 'sell 3']);
  });

  it('buys a fall that the flow did not back', () => {
    expect(
      play([
        [100, 0],
        [99, 1],
      ]),
    ).toEqual(['', 'buy 3']);
  });

  it('does nothing while price and flow agree, or the move is small', () => {
    expect(
      play([
        [100, 0],
        [101, 1],
      ]),
    ).toEqual(['', '']);
    expect(
      play([
        [100, 0],
        [100.9, -1],
      ]),
    ).toEqual(['', '']);
  });

  it('forgets what lies before its window', () => {
    const flat = Array.from({ length: 12 }, () => [101, -1] as const);
    expect(play([[100, -2], ...flat])).toEqual(Array.from({ length: 13 }, () => ''));
  });
});

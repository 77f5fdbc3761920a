import { describe, expect, it } from 'vitest';
import { actAt, book, play } from '../support/market.ts';

describe('profit where the data are doubtful', () => {
  it('is what was made from one book to another behind a gap', () => {
    const events = [
      book(0, [[99, 9]], [[101, 9]]),
      book(1_000, [[103, 9]], [[105, 9]]),
      book(70_000, [[109, 9]], [[111, 9]]),
      book(71_000, [[119, 9]], [[121, 9]]),
    ];
    const result = play(events, actAt({ 500: (context) => context.buy({ size: 2 }) }));
    // Bought 2 at 101. The gap of 69 s takes the mid from 104 to 110: 12 of the 38 in all.
    expect(result.doubtfulPnl).toBe(12);
    expect(result.pnl.pnl).toBe(38);
  });

  it('counts what is bought within the gap, with its fees', () => {
    const events = [book(0, [[99, 9]], [[101, 9]]), book(70_000, [[109, 9]], [[111, 9]])];
    const fees = { feeOf: () => 3 };
    const result = play(events, actAt({ 500: (context) => context.buy({ size: 2 }) }), { fees });
    // 2 x (110 - 101) - 3.
    expect(result.doubtfulPnl).toBe(15);
    expect(result.finalEquity).toBe(15);
  });

  it('is what was made up to a crossed book', () => {
    const events = [
      book(0, [[99, 9]], [[101, 9]]),
      book(1_000, [[106, 9]], [[105, 9]]),
      book(2_000, [[109, 9]], [[111, 9]]),
    ];
    const result = play(events, actAt({ 500: (context) => context.buy({ size: 1 }) }));
    // The crossed book has no mid of its own: 100 still, 1 below the price.
    expect(result.doubtfulPnl).toBe(-1);
  });

  it('is known from the first mid on, whatever was bought before it', () => {
    const crossed = (at: number) => book(at, [[106, 9]], [[105, 9]]);
    const events = [
      crossed(0),
      crossed(1_000),
      book(2_000, [[109, 9]], [[111, 9]]),
      book(3_000, [[119, 9]], [[121, 9]]),
    ];
    const result = play(events, actAt({ 500: (context) => context.buy({ size: 2 }) }));
    // Bought 2 at 105 of a crossed book: 10 up to the first mid of 110, and 20 behind it that nothing puts in doubt.
    expect(result.doubtfulPnl).toBe(10);
    expect(result.pnl.pnl).toBe(30);
  });
});

import { describe, expect, it } from 'vitest';
import { NO_RULES, summariseResult, TOUCH } from '../../src/index.ts';
import { actAt, book, play, sellTrade } from '../support/market.ts';

describe('a summary', () => {
  it('counts orders by what became of them, and fills by who gave liquidity', () => {
    const events = [book(0, [[100, 4]], [[101, 5]]), sellTrade(5, 100, 1), book(9, [[100, 4]], [[101, 5]])];
    const strategy = actAt({
      1: (context) => {
        context.buy({ price: 100, size: 1 });
        context.buy({ price: 99, size: 1 });
        context.buy({ size: 2 });
        context.buy({ price: 101, size: 1, postOnly: true });
        context.sell({ size: 0.01 });
      },
    });
    const result = play(events, strategy, { makerModel: TOUCH, rules: { X: { ...NO_RULES, lotSize: 0.1 } } });
    expect(result).toMatchObject({ books: 2, trades: 1, period: { startTime: 0, endTime: 9 } });
    expect(summariseResult(result)).toMatchObject({
      makerModel: 'touch',
      orders: {
        sent: 5,
        byStatus: { filled: 2, open: 1, rejected: 2 },
        byRejectReason: { 'would-cross': 1, 'below-lot': 1 },
      },
      fills: 2,
      makerFillShare: 0.5,
      // 1 x 100 + 2 x 101 paid, 3 held at 100.5.
      pnl: { pnl: -0.5 },
      finalCash: -302,
      positions: { X: 3 },
      doubtfulShare: 0,
    });
  });

  it('has no shares where nothing happened', () => {
    const result = play([book(0, [[100, 4]], [[101, 5]])], {});
    expect(summariseResult(result)).toMatchObject({ fills: 0, makerFillShare: null, doubtfulShare: null });
  });

  it('says how much was made where data are doubtful', () => {
    const minute = 60_000;
    const events = [
      book(0, [[100, 4]], [[102, 5]]),
      book(10, [[103, 4]], [[105, 5]]),
      // Two minutes on: behind a gap.
      book(2 * minute, [[106, 4]], [[108, 5]]),
    ];
    const summary = summariseResult(play(events, actAt({ 1: (context) => context.buy({ size: 1 }) })));
    // Bought at 102: +2 to the mid of 104, then +3 across the gap.
    expect(summary).toMatchObject({ pnl: { pnl: 5 }, doubtfulPnl: 3, doubtfulShare: 0.6 });
  });
});

import { describe, expect, it } from 'vitest';
import { CROSS, type MakerModel, makePowerModel, NO_RULES, RISK_AVERSE, TOUCH } from '../../src/index.ts';
import { actAt, book, fillsOf, type MarketEvent, play, sellTrade } from '../support/market.ts';

const ASKS = [[101, 5]] as const;

/** An own order to buy so much at 100 that arrives at 1 ms. */
function rest(events: readonly MarketEvent[], size: number, makerModel: MakerModel) {
  const rules = { X: { ...NO_RULES, lotSize: 0.1 } };
  return play(events, actAt({ 1: (context) => context.buy({ price: 100, size }) }), { makerModel, rules });
}

describe('an order that rests', () => {
  it('fills when the trades have worked through what was ahead', () => {
    const sizes = [3, 4, 2, 3];
    const trades = sizes.map((size, index) => sellTrade(2 + index, 100, size));
    // 10 ahead: 7, 3, 1, and the last trade of 3 leaves 2 for the order.
    const result = rest([book(0, [[100, 10]], ASKS), ...trades], 2, RISK_AVERSE);
    expect(fillsOf(result)).toEqual([[100, 2]]);
    expect(result.fills.at(0)).toMatchObject({ rule: 'queue', tradeId: 4, queueBefore: 1, queueAfter: 0, bookId: 1 });
  });

  it.each<[MakerModel, number]>([
    [RISK_AVERSE, 1],
    [makePowerModel(1), 1.6],
  ])('fills by the queue that the model says (%o)', (model, size) => {
    // 6 shown on arrival; then 10 with 4 behind: ahead 6. A trade of 3, shown 5: ahead 3 or 2.4. A trade of 4 fills.
    const events = [
      book(0, [[100, 6]], ASKS),
      book(2, [[100, 10]], ASKS),
      sellTrade(3, 100, 3),
      book(4, [[100, 5]], ASKS),
      sellTrade(5, 100, 4),
    ];
    expect(fillsOf(rest(events, 5, model))).toEqual([[100, size]]);
  });

  it('fills under cross only by what goes through its price', () => {
    const events = [
      book(0, [[100, 1]], ASKS),
      sellTrade(2, 100, 50),
      sellTrade(3, 99.5, 0.7),
      book(4, [[99, 1]], [[99.5, 3]]),
    ];
    const result = rest(events, 2, CROSS);
    expect(fillsOf(result)).toEqual([
      [100, 0.7],
      [100, 1.3],
    ]);
    expect([result.fills.at(0).rule, result.fills.at(1).rule]).toEqual(['through', 'crossed']);
  });

  it('fills under touch when its price trades at all', () => {
    expect(fillsOf(rest([book(0, [[100, 50]], ASKS), sellTrade(2, 100, 0.4)], 2, TOUCH))).toEqual([[100, 0.4]]);
  });

  it('takes at most what the opposite best shows at its price or through it', () => {
    const asks = [
      [99.5, 0.5],
      [100, 0.7],
      [100.5, 9],
    ] as const;
    expect(
      fillsOf(rest([book(0, [[100, 1]], ASKS), book(2, [[99, 1]], asks), book(3, [[99, 1]], [[101, 1]])], 2, CROSS)),
    ).toEqual([
      [100, 0.5],
      [100, 0.7],
    ]);
  });

  it('shares one trade with other own orders of its price, first come first', () => {
    const actions = actAt({
      1: (context) => context.buy({ price: 100, size: 1 }),
      2: (context) => context.buy({ price: 100, size: 1 }),
    });
    const events = [book(0, [[100, 2]], ASKS), sellTrade(3, 100, 3.5), sellTrade(4, 100, 9)];
    const result = play(events, actions, { makerModel: RISK_AVERSE });
    // 3.5 less 2 ahead is 1.5: 1 for the first, 0.5 for the second.
    expect(fillsOf(result)).toEqual([
      [100, 1],
      [100, 0.5],
      [100, 0.5],
    ]);
  });

  it('keeps its place when it is amended to a smaller size, and loses it with a larger one or another price', () => {
    const events = [
      book(0, [[100, 4]], ASKS),
      sellTrade(2, 100, 3),
      book(4, [[100, 4]], ASKS),
      sellTrade(6, 100, 2),
      sellTrade(8, 100, 4),
    ];
    const amended = (amendment: object) =>
      play(
        events,
        actAt({ 1: (context) => context.buy({ price: 100, size: 2 }), 5: (context) => context.amend(0, amendment) }),
        { makerModel: RISK_AVERSE },
      );
    // 4 ahead, 1 after the trade of 3: the trade of 2 fills 1, the rest of the smaller order is gone.
    expect(fillsOf(amended({ size: 1 }))).toEqual([[100, 1]]);
    // Queued anew behind 4: 2 after the first trade, so that the last fills 2.
    expect(fillsOf(amended({ size: 3 }))).toEqual([[100, 2]]);
    expect(fillsOf(amended({ price: 99 }))).toEqual([]);
  });

  it('waits for a book that reaches its price before its queue moves', () => {
    const deep = [
      book(0, [[101, 1]], [[102, 1]]),
      sellTrade(2, 100, 5),
      book(3, [[100, 4]], ASKS),
      sellTrade(4, 100, 5),
    ];
    const result = rest(deep, 2, RISK_AVERSE);
    // 4 ahead at last: the trade of 5 leaves 1.
    expect(fillsOf(result)).toEqual([[100, 1]]);
    expect(result.fills.at(0).queueBefore).toBe(4);
  });

  it('gets nothing of a trade that ends where the queue ahead does', () => {
    const events = [book(0, [[100, 0.3]], ASKS), sellTrade(2, 100, 0.1), sellTrade(3, 100, 0.2)];
    // 0.3 - 0.1 - 0.2 is -2.8e-17.
    const result = play(events, actAt({ 1: (context) => context.buy({ price: 100, size: 1 }) }), {
      makerModel: RISK_AVERSE,
    });
    expect(result.fills.count).toBe(0);
  });

  it('meets the trades of its price on a tick that no power of ten divides', () => {
    const events = [book(0, [[0.3, 1]], [[1.2, 1]]), sellTrade(2, 0.9, 1)];
    const rules = { X: { ...NO_RULES, tickSize: 0.3 } };
    // 3 x 0.3 is 0.8999999999999999.
    const result = play(events, actAt({ 1: (context) => context.buy({ price: 0.9, size: 1 }) }), {
      makerModel: RISK_AVERSE,
      rules,
    });
    expect(fillsOf(result)).toEqual([[0.9, 1]]);
  });

  it('counts towards the largest position with what is left of it', () => {
    const rules = { X: { ...NO_RULES, maxPosition: 5 } };
    const events = [book(0, [[100, 1]], ASKS), sellTrade(2, 99, 2), book(9, [[100, 1]], ASKS)];
    const actions = actAt({
      1: (context) => context.buy({ price: 100, size: 4 }),
      5: (context) => context.amend(0, { size: 5 }),
      6: (context) => context.amend(0, { size: 6 }),
    });
    // 2 are filled: 3 more make 5, 4 more would make 6.
    expect(play(events, actions, { rules }).orders.at(0)).toMatchObject({ size: 5, filled: 2, status: 'open' });
  });
});

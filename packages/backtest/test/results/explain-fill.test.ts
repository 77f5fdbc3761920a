import { describe, expect, it } from 'vitest';
import { CROSS, explainFill, type MakerModel, makePowerModel, RISK_AVERSE, TOUCH } from '../../src/index.ts';
import { actAt, book, type MarketEvent, play, sellTrade } from '../support/market.ts';

const BOOK = book(0, [[100, 4]], [[101, 2]]);

/** What is said of the first fill of an order for 3 that is sent at 100 ms. */
function explain(events: readonly MarketEvent[], makerModel: MakerModel, price?: number): string {
  const buy = actAt({ 100: (context) => context.buy({ size: 3, ...(price !== undefined && { price }) }) });
  const { fills, orders } = play([BOOK, ...events], buy, { makerModel });
  const fill = fills.at(0);
  return explainFill(fill, orders.at(fill.orderId), makerModel.name).join(' ');
}

describe('the explanation of a fill', () => {
  it('names the level that was taken, the limit, and what became of the rest', () => {
    const limited = explain([book(900, [[100, 4]], [[103, 5]])], CROSS, 102);
    expect(limited).toMatch(/^Order 0 asked to buy 3 at 102 or better: what does not fill at once rests\./);
    expect(limited).toContain('the book showed an ask at 101, within its limit of 102: it took 2 there');
    expect(limited).toMatch(/This is 2 of the 2 that it got in all, of 3 in the end\. The rest still stood/);
    const atMarket = explain([book(900, [[100, 4]], [[103, 5]])], CROSS);
    expect(atMarket).toMatch(
      /^Order 0 asked to buy 3 at the market: .* the book showed an ask at 101: it took 2 there/,
    );
    expect(atMarket).toMatch(/The rest expired\.$/);
  });

  it.each([RISK_AVERSE, makePowerModel(1)])(
    'says what stood ahead in the queue under $name, and who assumes so',
    (model) => {
      // 4 stand ahead; a trade of 5 leaves 1.
      const text = explain([sellTrade(500, 100, 5)], model, 100);
      expect(text).toContain(
        'It rested at 100 when a trade happened there. 4 stood ahead of it before the trade, and 0 after',
      );
      expect(text).toContain('1 of the trade reached its place in the queue');
      expect(text).toContain(`an assumption, the model “${model.name}”`);
      expect(text).toContain('the model “cross” would not have made it');
      expect(text.includes('spread over the queue')).toBe(model !== RISK_AVERSE);
    },
  );

  it('calls a touch the upper bound', () => {
    const text = explain([sellTrade(500, 100, 5)], TOUCH, 100);
    expect(text).toContain('has nothing stand ahead of it, so that 3 of the trade was for it: the upper bound');
    expect(text).toMatch(/This filled the order wholly\.$/);
  });

  it('tells fills that every model makes from those that one assumes', () => {
    const through = explain([sellTrade(500, 99, 5)], CROSS, 100);
    expect(through).toContain('a trade went through that price');
    const crossed = explain([book(500, [[99, 4]], [[100, 5]])], CROSS, 100);
    expect(crossed).toContain('the best ask of the next book reached that price');
    for (const text of [through, crossed]) expect(text).toContain('Every maker model fills it then');
  });
});

import { describe, expect, it } from 'vitest';
import { bandSpanOf, type PnlSplit } from '../../src/index.ts';

function resultsOf(...pnls: readonly (number | null)[]) {
  return pnls.map((pnl, index) => ({ makerModel: `model ${index}`, pnl: { pnl } as PnlSplit }));
}

describe('the span of a band', () => {
  it('lies between the lowest and the highest profit, whichever models have them', () => {
    expect(bandSpanOf(resultsOf(-2, 5, -7, 1))).toEqual({
      lowest: { makerModel: 'model 2', pnl: -7 },
      highest: { makerModel: 'model 1', pnl: 5 },
      span: 12,
      share: 1,
    });
  });

  it('is 0 where all are equal', () => {
    expect(bandSpanOf(resultsOf(3, 3))).toMatchObject({ span: 0, share: 0, lowest: { makerModel: 'model 0' } });
    expect(bandSpanOf(resultsOf(0, 0))).toMatchObject({ span: 0, share: null });
  });

  it('is a share of the largest profit or loss', () => {
    // Of 40 every model grants 10; of a loss of 8 every model takes 6.
    expect(bandSpanOf(resultsOf(10, 40, 25))?.share).toBe(0.75);
    expect(bandSpanOf(resultsOf(-8, -6))?.share).toBe(0.25);
    expect(bandSpanOf(resultsOf(0, -3))?.share).toBe(1);
  });

  it('is not known where a profit is not, or there is none', () => {
    expect(bandSpanOf(resultsOf(1, null))).toBeNull();
    expect(bandSpanOf([])).toBeNull();
  });
});

import { describe, expect, it } from 'vitest';
import { bandSpanOf, type PnlSplit } from '../../src/index.ts';

function resultsOf(...pnls: readonly (number | null)[]) {
  return pnls.map((pnl, index) => resultOf(`model ${index}`, pnl));
}

function resultOf(makerModel: string, pnl: number | null, { sent = 9, fills = 9, makerFillShare = 0.5 } = {}) {
  return {
    ...{ makerModel, fills, makerFillShare, pnl: { pnl } as PnlSplit },
    orders: { sent, byStatus: {}, byRejectReason: {} },
  };
}

describe('the span of a band', () => {
  it('lies between the lowest and the highest profit, whichever models have them', () => {
    expect(bandSpanOf(resultsOf(-2, 5, -7, 1))).toEqual({
      lowest: { makerModel: 'model 2', pnl: -7 },
      highest: { makerModel: 'model 1', pnl: 5 },
      span: 12,
      cause: 'queue',
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

  it('hangs on the queue only where orders that rested were filled', () => {
    const causeOf = (pnls: readonly number[], counts: Parameters<typeof resultOf>[2]) =>
      bandSpanOf(pnls.map((pnl, index) => resultOf(`model ${index}`, pnl, counts)))?.cause;
    expect(causeOf([0, 0], { sent: 0, fills: 0 })).toBe('nothing-sent');
    expect(causeOf([0, 0], { fills: 0 })).toBe('nothing-filled');
    expect(causeOf([-2, -2], { makerFillShare: 0 })).toBe('takers');
    expect(causeOf([-2, -2], {})).toBe('agreed');
    expect(causeOf([-2, 5], {})).toBe('queue');
    expect(causeOf([-2, 5], { makerFillShare: 0 })).toBe('strategy');
    // One model under which an order that rested was filled is enough.
    expect(bandSpanOf([resultOf('cross', -2, { sent: 3, fills: 0 }), resultOf('touch', 5)])?.cause).toBe('queue');
  });

  it('is not known where a profit is not, or there is none', () => {
    expect(bandSpanOf(resultsOf(1, null))).toBeNull();
    expect(bandSpanOf([])).toBeNull();
  });
});

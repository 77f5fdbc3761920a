import type { FillView } from '@orderflow/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareFills, type FillDifference } from '../../src/index.ts';

function fill(timestamp: number, changes: Partial<FillView> = {}): FillView {
  return {
    ...{ index: 0, orderId: 0, instrument: 'X', side: 'buy', price: 100, size: 1, fee: 0.1, rule: 'take', timestamp },
    ...{ bookId: 1, tradeId: null, queueBefore: null, queueAfter: null },
    ...changes,
  };
}

async function* inBatches(fills: readonly FillView[], size: number): AsyncGenerator<readonly FillView[]> {
  for (let first = 0; first < fills.length; first += size) yield fills.slice(first, first + size);
  yield [];
}

async function compare(first: readonly FillView[], second: readonly FillView[], size = 2) {
  const differences: FillDifference[] = [];
  const comparison = await compareFills(inBatches(first, size), inBatches(second, size), (found) => {
    differences.push(found);
  });
  return { comparison, differences };
}

describe('two runs fill by fill', () => {
  it('are the same whatever their fills and orders are numbered', async () => {
    const first = [fill(1), fill(2), fill(2, { side: 'sell' })];
    const second = [
      fill(1, { index: 9, orderId: 4 }),
      fill(2, { side: 'sell', index: 1, orderId: 7 }),
      fill(2, { index: 3 }),
    ];
    expect(await compare(first, second)).toEqual({
      comparison: { same: 3, changed: 0, onlyFirst: 0, onlySecond: 0 },
      differences: [],
    });
  });

  it('differ in fills that one of them has alone, in the order of time', async () => {
    const first = [fill(1), fill(3), fill(5)];
    const second = [fill(1), fill(2), fill(5), fill(6)];
    const { comparison, differences } = await compare(first, second);
    expect(comparison).toEqual({ same: 2, changed: 0, onlyFirst: 1, onlySecond: 2 });
    expect(differences.map(({ first, second }) => [first?.timestamp ?? null, second?.timestamp ?? null])).toEqual([
      [null, 2],
      [3, null],
      [null, 6],
    ]);
  });

  it('differ in what a fill of one time and price came to', async () => {
    const { comparison, differences } = await compare([fill(1), fill(1, { size: 2 })], [fill(1), fill(1, { size: 3 })]);
    expect(comparison).toEqual({ same: 1, changed: 1, onlyFirst: 0, onlySecond: 0 });
    expect(differences.map(({ first, second }) => [first?.size, second?.size])).toEqual([[2, 3]]);
  });

  it('are all alone where the other has none', async () => {
    expect((await compare([fill(1), fill(1)], [])).comparison).toEqual({
      ...{ same: 0, changed: 0, onlyFirst: 2, onlySecond: 0 },
    });
    expect((await compare([], [])).comparison.same).toBe(0);
  });

  it('account for every fill of both, as a count by value does', async () => {
    const fills = fc
      .array(fc.record({ timestamp: fc.nat(3), size: fc.nat(1), price: fc.nat(1) }), { maxLength: 12 })
      .map((all) => all.map(({ timestamp, ...rest }) => fill(timestamp, rest)))
      .map((all) => all.sort((a, b) => a.timestamp - b.timestamp));
    await fc.assert(
      fc.asyncProperty(fills, fills, fc.integer({ min: 1, max: 4 }), async (first, second, size) => {
        const { comparison, differences } = await compare(first, second, size);
        const { same, changed, onlyFirst, onlySecond } = comparison;
        expect(same + changed + onlyFirst).toBe(first.length);
        expect(same + changed + onlySecond).toBe(second.length);
        expect(differences.length).toBe(changed + onlyFirst + onlySecond);
        expect(same).toBe(sharedOf(first, second));
      }),
    );
  });
});

/** How many values two lists share, each as often as both have it. */
function sharedOf(first: readonly FillView[], second: readonly FillView[]): number {
  const left = second.map((one) => JSON.stringify(one));
  return first.filter((one) => {
    const at = left.indexOf(JSON.stringify(one));
    if (at >= 0) left.splice(at, 1);
    return at >= 0;
  }).length;
}

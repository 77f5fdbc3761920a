import { describe, expect, it } from 'vitest';
import { walkForwardFolds } from '../../src/index.ts';

const at = (timestamp: number) => ({ timestamp, nanoseconds: 0 });
const SPAN = { startTime: 1000, endTime: 1400 };

describe('a walk forward', () => {
  it('chooses on a stretch and proves on the next', () => {
    // Four stretches of 100 ms for three folds.
    expect(walkForwardFolds(SPAN, {}, { folds: 3, isAnchored: false })).toEqual([
      { inSample: { end: at(1100) }, outOfSample: { start: at(1100), end: at(1200) } },
      { inSample: { start: at(1100), end: at(1200) }, outOfSample: { start: at(1200), end: at(1300) } },
      { inSample: { start: at(1200), end: at(1300) }, outOfSample: { start: at(1300) } },
    ]);
  });

  it('chooses on all that went before where it is anchored, within the range', () => {
    const range = { start: at(990), end: at(1500) };
    expect(walkForwardFolds(SPAN, range, { folds: 1, isAnchored: true })).toEqual([
      { inSample: { start: at(990), end: at(1200) }, outOfSample: { start: at(1200), end: at(1500) } },
    ]);
    const [, second] = walkForwardFolds(SPAN, range, { folds: 3, isAnchored: true });
    expect(second?.inSample).toEqual({ start: at(990), end: at(1200) });
  });

  it.each([0, 1.5, -2, 400])('refuses %d folds', (folds) => {
    expect(() => walkForwardFolds(SPAN, {}, { folds, isAnchored: false })).toThrow(/give a whole number above 0/);
  });
});

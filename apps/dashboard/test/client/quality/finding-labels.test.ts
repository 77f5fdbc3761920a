import { describe, expect, it } from 'vitest';
import { findingLabels } from '../../../src/client/quality/finding-labels.ts';

const START = Date.UTC(2025, 6, 1, 0, 3, 19, 500);
const GAP = { start: START, end: START + 121_000, kind: 'gap', severity: 'missing', rows: 1 } as const;
const CROSSED = { start: START, end: START, kind: 'crossed-book', severity: 'broken', rows: 1 } as const;

describe('the labels of what lies at a moment', () => {
  it('say what it is, when, and how long', () => {
    expect(findingLabels([GAP], START + 1, 0)).toEqual(['Gap · 2025-07-01 00:03:19.500 to 00:05:20.500 · 2 min 1 s']);
    expect(findingLabels([CROSSED], START, 0)).toEqual(['Crossed book · 2025-07-01 00:03:19.500']);
    expect(findingLabels([{ ...CROSSED, end: START + 86_400_000, rows: 1200 }], START, 0)).toEqual([
      'Crossed books: 1,200 · 2025-07-01 00:03:19.500 to 2025-07-02 00:03:19.500 · 1 d',
    ]);
  });

  it('reach a little to both sides, and no further', () => {
    expect(findingLabels([CROSSED], START + 5, 5)).toHaveLength(1);
    expect(findingLabels([CROSSED], START - 5, 5)).toHaveLength(1);
    expect(findingLabels([CROSSED], START + 6, 5)).toEqual([]);
    expect(findingLabels([GAP], START + 121_001, 0)).toEqual([]);
  });

  it('are four lines at most, and then the number of the rest', () => {
    const labels = findingLabels(new Array(6).fill(CROSSED), START, 0);
    expect(labels).toHaveLength(5);
    expect(labels.at(-1)).toBe('and 2 more');
  });
});

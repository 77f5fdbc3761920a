import { expect, it } from 'vitest';
import type { FoldOutcome, SweepOutcome } from '../../src/sweeping/sweep-outcome.ts';
import { formatSweep } from '../../src/sweeping/sweep-summary.ts';

const result = { pnl: 1, fills: 2, roundTrips: 1, sharpePerPeriod: 0.1 };
const trial = { point: { size: 1 }, run: { id: 'a1', results: [result] }, score: 1, judged: 0 };
const fold = {
  outOfSample: { start: { timestamp: 0, nanoseconds: 0 } },
  trials: 5,
  chosen: { trial, deflation: { trials: 5, expectedBestSharpe: null, deflatedSharpe: null } },
  proof: trial,
} as unknown as FoldOutcome;
const outcome = {
  strategy: 'own',
  trials: [],
  folds: [fold],
  data: {
    instruments: ['BTC-USDT'],
    startTime: 0,
    endTime: 1000,
    problems: [{ table: 'trades', reason: 'bad-side', rows: 2, exampleRowId: 5 }],
  },
} as unknown as SweepOutcome;

it('keeps its sentences to the width of the terminal, and tells skipped rows below the headline', () => {
  for (const width of [40, 60, 100]) {
    const text = formatSweep(outcome, 10, { palette: (_, words) => words, width });
    const lines = text.split('\n');
    expect(lines[1]).toBe('  2 trade rows skipped: a side other than buy or sell (first: row 5)');
    const prose = lines.slice(lines.indexOf('', lines.indexOf('') + 1) + 1);
    expect(Math.max(...prose.map((line) => line.length))).toBeLessThanOrEqual(width);
    expect(Math.max(...prose.map((line) => line.length))).toBeGreaterThan(width - 20);
  }
});

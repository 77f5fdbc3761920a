import { describe, expect, it } from 'vitest';
import { figureGroups } from '../../../src/client/summary/figure-groups.ts';

describe('the figures of a summary', () => {
  it('stand in groups, each under the one that matters most', () => {
    const groups = figureGroups({ obiMean: -0.1234, obiP50: 0.5, cvdChange: 1234, cvdEnd: null });
    expect(groups.map(({ title, headline }) => [title, headline.text])).toEqual([
      ['Order-book imbalance', '−0.123'],
      ['Cumulative volume delta', '+1.23K'],
    ]);
    expect(groups[0]?.figures).toEqual([{ name: 'Median', text: '+0.500' }]);
    expect(groups[1]?.figures).toEqual([{ name: 'Last', text: '—' }]);
  });

  it('are all shown, also those of a strategy that is not known here', () => {
    expect(figureGroups({ hits: 3, rate: 0.5, empty: null })).toEqual([
      { title: 'More', headline: { name: 'hits', text: '3' }, figures: [{ name: 'rate', text: '0.5' }] },
    ]);
    expect(figureGroups({})).toEqual([]);
  });
});

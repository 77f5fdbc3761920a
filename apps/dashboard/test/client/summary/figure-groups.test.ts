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

  it('are drawn where all that the drawing needs is there', () => {
    const graphicOf = (figures: Parameters<typeof figureGroups>[0]) => figureGroups(figures)[0]?.graphic;
    const spread = { obiMean: 0, obiMin: -1, obiP05: -0.5, obiP50: 0, obiP95: 0.5, obiMax: 1 };
    expect(graphicOf(spread)).toBe('obi');
    expect(graphicOf({ ...spread, obiP95: null })).toBeNull();
    expect(graphicOf({ totalVolume: 1 })).toBeNull();
  });

  it('are all shown, also those of a strategy that is not known here', () => {
    expect(figureGroups({ hits: 3, rate: 0.5, empty: null })).toEqual([
      { title: 'More', graphic: null, headline: { name: 'hits', text: '3' }, figures: [{ name: 'rate', text: '0.5' }] },
    ]);
    expect(figureGroups({})).toEqual([]);
  });
});

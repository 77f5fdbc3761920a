import { describe, expect, it } from 'vitest';
import { paceText, progressText } from '../../../src/client/parts/progress-text.ts';

describe('the text of progress', () => {
  it('says how far it is, how fast, and how long it takes', () => {
    expect(progressText({ rows: 500, totalRows: 2000, rate: 100, secondsLeft: 15 })).toBe(
      '500 of 2,000 rows · 100 rows/s · 15 s left',
    );
  });

  it('leaves out what is not known yet', () => {
    expect(progressText({ rows: 0, totalRows: 7, rate: null, secondsLeft: null })).toBe('0 of 7 rows');
    expect(paceText({ rate: null, secondsLeft: null })).toBe('');
  });

  it('writes minutes and hours', () => {
    expect(paceText({ rate: null, secondsLeft: 61 })).toBe('1 min 1 s left');
    expect(paceText({ rate: null, secondsLeft: 7260 })).toBe('2 h 1 min left');
    expect(paceText({ rate: null, secondsLeft: 0 })).toBe('1 s left');
  });
});

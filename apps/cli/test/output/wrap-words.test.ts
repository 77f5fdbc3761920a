import { describe, expect, it } from 'vitest';
import { proseWidthOf, wrapWords } from '../../src/output/wrap-words.ts';

describe('proseWidthOf', () => {
  it('is that of the terminal, 100 at most and where there is none', () => {
    expect([60, 100, 200, undefined].map((columns) => proseWidthOf({ columns }))).toEqual([60, 100, 100, 100]);
  });
});

describe('wrapWords', () => {
  it('breaks between words, at 100 characters', () => {
    const words = Array.from({ length: 40 }, (_, index) => `word${index}`);
    const lines = wrapWords(words.join(' '));
    expect(lines.join(' ')).toBe(words.join(' '));
    expect(lines.length).toBeGreaterThan(1);
    for (const [index, line] of lines.entries()) {
      expect(line.length).toBeLessThanOrEqual(100);
      const next = lines[index + 1]?.split(' ')[0] ?? 'x'.repeat(100);
      expect(line.length + 1 + next.length).toBeGreaterThan(100);
    }
  });

  it('gives a longer word a line of its own', () => {
    const long = 'x'.repeat(120);
    expect(wrapWords(`a ${long} b`)).toEqual(['a', long, 'b']);
  });

  it('leaves a number with its unit', () => {
    expect(wrapWords(`${'x'.repeat(96)} 10 s`)).toEqual(['x'.repeat(96), '10 s']);
    expect(wrapWords('it is 41.0 % of it', 11)).toEqual(['it is', '41.0 % of', 'it']);
    expect(wrapWords('luck is < 0.1 % (> 99.9 %)', 10)).toEqual(['luck is', '< 0.1 %', '(> 99.9 %)']);
  });
});

import { describe, expect, it } from 'vitest';
import { bytesText, countOf } from '../../../src/client/parts/count-text.ts';

describe('counts and sizes', () => {
  it('are written for people', () => {
    expect(countOf(1, 'snapshot')).toBe('1 snapshot');
    expect(countOf(6547, 'snapshot')).toBe('6,547 snapshots');
    expect(bytesText(0)).toBe('0 bytes');
    expect(bytesText(1000)).toBe('1.0 KB');
    expect(bytesText(24_500_000)).toBe('24.5 MB');
    expect(bytesText(500e9)).toBe('500 GB');
  });
});

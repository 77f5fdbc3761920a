import { describe, expect, it } from 'vitest';
import { rowsInMemory, spareHeap, spareMemory } from '../../src/memory/rows-in-memory.ts';

describe('rowsInMemory', () => {
  it('takes a sixteenth of what is left', () => {
    // 64,000 / 16 / 100
    expect(rowsInMemory(1000, 100, 64_000)).toBe(40);
    expect(rowsInMemory(1000, 100, 10_000_000)).toBe(1000);
  });

  it('goes on with few rows where nothing is left', () => {
    expect(rowsInMemory(1000, 100, 0)).toBe(32);
    expect(rowsInMemory(5, 100, 0)).toBe(5);
  });
});

describe('what is spare', () => {
  it('is some memory, and no more of it on the heap', () => {
    expect(spareMemory()).toBeGreaterThan(1e6);
    expect(spareHeap()).toBeGreaterThan(1e6);
    expect(spareHeap()).toBeLessThanOrEqual(1.1 * spareMemory());
  });
});

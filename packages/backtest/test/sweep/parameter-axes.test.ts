import { Random } from '@orderflow/core';
import { describe, expect, it } from 'vitest';
import { gridOf, type ParameterAxis, randomPointsOf, steppedValues } from '../../src/index.ts';

const AXES: readonly ParameterAxis[] = [
  { name: 'a', values: [1, 2] },
  { name: 'b', values: ['x', 'y', 'z'] },
];
const random = (seed: number) => {
  const numbers = new Random(seed);
  return () => numbers.unit();
};

describe('steps', () => {
  it('are as they would be written, the end included where it is met', () => {
    expect(steppedValues(0.1, 0.9, 0.1)).toEqual([0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9]);
    expect(steppedValues(0, 1, 0.4)).toEqual([0, 0.4, 0.8]);
    expect(steppedValues(-1, 1, 1)).toEqual([-1, 0, 1]);
    expect(steppedValues(5, 5, 1)).toEqual([5]);
  });

  it.each([
    [1, 2, 0],
    [1, 2, -1],
    [2, 1, 1],
    [0, 1, 1e-9],
    [0, Number.NaN, 1],
  ])('are refused from %d to %d by %d', (low, high, step) => {
    expect(() => steppedValues(low, high, step)).toThrow(/give a step above 0/);
  });
});

describe('a grid', () => {
  it('has every combination once, the last axis first', () => {
    const pairs = gridOf(AXES).map(({ a, b }) => `${a}${b}`);
    expect(pairs).toEqual(['1x', '1y', '1z', '2x', '2y', '2z']);
    expect(gridOf([])).toEqual([{}]);
  });

  it('needs steps, and an end', () => {
    expect(() => gridOf([{ name: 'a', low: 0, high: 1 }])).toThrow('write 0..1:STEP');
    const axis = (name: string) => ({ name, values: steppedValues(1, 400, 1) });
    expect(() => gridOf([axis('a'), axis('b')])).toThrow('that is 160000 combinations');
  });
});

describe('a search at random', () => {
  const axes = [...AXES, { name: 'c', low: -1, high: 1 }];

  it('draws different combinations, the same for a seed', () => {
    const points = randomPointsOf(axes, 50, random(3));
    expect(points).toEqual(randomPointsOf(axes, 50, random(3)));
    expect(points).not.toEqual(randomPointsOf(axes, 50, random(4)));
    expect(new Set(points.map((point) => JSON.stringify(point))).size).toBe(50);
    expect(points.every(({ c }) => Number(c) >= -1 && Number(c) < 1 && String(c).length < 12)).toBe(true);
    expect(new Set(points.map(({ b }) => b))).toEqual(new Set(['x', 'y', 'z']));
    // The first draws are the same however many there are.
    expect(randomPointsOf(axes, 10, random(3))).toEqual(points.slice(0, 10));
  });

  it('ends where there is nothing left', () => {
    expect(randomPointsOf(AXES, 100, random(1)).length).toBe(6);
  });

  it.each([0, -1, 1.5, 100_001])('refuses %d trials', (count) => {
    expect(() => randomPointsOf(AXES, count, random(1))).toThrow(/give a whole number from 1/);
  });
});

import { expect, it } from 'vitest';
import { glide, speedAt } from '../../src/input/kinetic.ts';
import { wheelAction } from '../../src/input/wheel.ts';

const STILL = { deltaX: 0, deltaY: 0, deltaMode: 0, shiftKey: false };

it('zooms a tenth a notch at most, and as much back', () => {
  expect(wheelAction({ ...STILL, deltaY: 300 })).toEqual({ zoom: 1.1 });
  expect(wheelAction({ ...STILL, deltaY: -300 })).toEqual({ zoom: 1 / 1.1 });
  expect(wheelAction({ ...STILL, deltaY: 50 })).toEqual({ zoom: 1.05 });
});

it('takes a line for 32 pixels and a page for 120', () => {
  expect(wheelAction({ ...STILL, deltaY: 1, deltaMode: 1 })).toEqual({ zoom: 1 + 0.1 * 0.32 });
  expect(wheelAction({ ...STILL, deltaY: 1, deltaMode: 2 })).toEqual({ zoom: 1.1 });
});

it('pans by a horizontal wheel and with Shift', () => {
  expect(wheelAction({ ...STILL, deltaX: 40 })).toEqual({ pan: -40 });
  expect(wheelAction({ ...STILL, deltaY: 40, shiftKey: true })).toEqual({ pan: -40 });
});

it('lets a swipe run on and rest', () => {
  const moves = [0, 10, 20, 30, 40, 50].map((at) => ({ at, x: 2 * at }));
  expect(speedAt(moves, 50)).toBeCloseTo(2);
  expect(speedAt(moves, 500)).toBe(0);
  const step = glide(2, 16)!;
  expect(step.pixels).toBeGreaterThan(30);
  expect(step.pixels).toBeLessThan(32);
  expect(glide(0.01, 16)).toBeNull();
});

import { expect, it } from 'vitest';
import { candleWidths } from '../src/draw/candles.ts';

it('has a body with a hollow from more than three pixels a candle on', () => {
  for (const pixels of [3.1, 3.5, 3.99, 4]) expect(candleWidths(pixels, 1)).toEqual({ body: 3, wick: 1 });
  expect(candleWidths(3, 1)).toEqual({ body: 1, wick: 1 });
});

it('puts the wick in the middle of the body and leaves room between neighbours', () => {
  for (let pixels = 2; pixels < 80; pixels += 0.5) {
    for (const ratio of [1, 1.5, 2, 3]) {
      const { body, wick } = candleWidths(pixels, ratio);
      expect((body - wick) % 2).toBe(0);
      expect(body).toBeLessThan(pixels);
      expect(wick).toBeLessThanOrEqual(body);
    }
  }
});

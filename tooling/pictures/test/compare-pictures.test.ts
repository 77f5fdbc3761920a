import { createCanvas, type SKRSContext2D } from '@napi-rs/canvas';
import { describe, expect, it } from 'vitest';
import { comparePictures } from '../src/compare-pictures.ts';

/** A dark picture of 100 by 50 pixels with a bar on it. */
function picture(draw: (context: SKRSContext2D) => void = () => undefined): Buffer {
  const canvas = createCanvas(100, 50);
  const context = canvas.getContext('2d');
  context.fillStyle = '#0E1116';
  context.fillRect(0, 0, 100, 50);
  context.fillStyle = '#4CA6FF';
  context.fillRect(10, 10, 20, 20);
  draw(context);
  return canvas.toBuffer('image/png');
}

const withSquare = picture((context) => context.fillRect(60, 20, 5, 5));

describe('the comparison of two pictures', () => {
  it('finds nothing between a picture and itself', async () => {
    expect(await comparePictures(picture(), picture())).toMatchObject({ differing: 0, share: 0, sizes: null });
  });

  it('counts the pixels that differ', async () => {
    const { differing, share } = await comparePictures(picture(), withSquare);
    // 5 x 5 of 5,000, but for corners that look like antialiasing.
    expect(differing).toBeGreaterThanOrEqual(21);
    expect(differing).toBeLessThanOrEqual(25);
    expect(share).toBe(differing / 5000);
  });

  it('tells shades apart as finely as it is told to', async () => {
    const shaded = picture((context) => {
      context.fillStyle = '#151A21';
      context.fillRect(50, 0, 50, 50);
    });
    expect((await comparePictures(picture(), shaded)).differing).toBe(0);
    expect((await comparePictures(picture(), shaded, { colors: 0.02 })).differing).toBeGreaterThan(2000);
  });

  it('leaves out what it is told to', async () => {
    expect((await comparePictures(picture(), withSquare, { without: [[60, 20, 5, 5]] })).differing).toBe(0);
  });

  it('takes pictures of two sizes for altogether different', async () => {
    const small = createCanvas(10, 10).toBuffer('image/png');
    const compared = await comparePictures(picture(), small);
    expect(compared).toMatchObject({ share: 1, sizes: '100 x 50 expected, 10 x 10 drawn' });
  });
});

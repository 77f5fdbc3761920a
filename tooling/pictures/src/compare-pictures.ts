import { diff } from '@blazediff/core';
import { createCanvas, type ImageData, loadImage } from '@napi-rs/canvas';

/** What two pictures may differ by. */
export interface Leeway {
  /** How far apart two colours may be and count as the same, 0 to 1; 0.1 by default. */
  readonly colors?: number;
  /** Parts that are left out, such as text that is set in another way: x, y, width and height. */
  readonly without?: readonly (readonly [x: number, y: number, width: number, height: number])[];
}

/** How far two pictures differ. */
export interface Comparison {
  /** Pixels that differ by more than antialiasing; all of them where the sizes differ. */
  readonly differing: number;
  /** The same as a share of all pixels, 0 to 1. */
  readonly share: number;
  /** The differing pixels in red over the expected picture, pale: a PNG. */
  readonly drawn: Buffer;
  /** The sizes, where they are not the same. */
  readonly sizes: string | null;
}

/** Compares two PNG pictures pixel by pixel. */
export async function comparePictures(expected: Buffer, actual: Buffer, leeway: Leeway = {}): Promise<Comparison> {
  const [first, second] = [await pixelsOf(expected, leeway), await pixelsOf(actual, leeway)];
  const { width, height } = first;
  if (second.width !== width || second.height !== height) {
    const sizes = `${width} x ${height} expected, ${second.width} x ${second.height} drawn`;
    return { differing: width * height, share: 1, drawn: actual, sizes };
  }
  const canvas = createCanvas(width, height);
  const context = canvas.getContext('2d');
  const output = context.createImageData(width, height);
  const options = { threshold: leeway.colors ?? 0.1, includeAA: false };
  const differing = diff(first.data, second.data, output.data, width, height, options);
  context.putImageData(output, 0, 0);
  return { differing, share: differing / (width * height), drawn: await canvas.encode('png'), sizes: null };
}

async function pixelsOf(png: Buffer, { without = [] }: Leeway): Promise<ImageData> {
  const image = await loadImage(png);
  const context = createCanvas(image.width, image.height).getContext('2d');
  context.drawImage(image, 0, 0);
  for (const [x, y, width, height] of without) context.clearRect(x, y, width, height);
  return context.getImageData(0, 0, image.width, image.height);
}

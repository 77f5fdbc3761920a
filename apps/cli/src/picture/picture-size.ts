/** Pixels an inch at which a CSS pixel is a pixel of the picture. */
const CSS_DPI = 100;
const MOST_PIXELS = 16_384;

/** The size of a picture on paper. */
export interface PictureSize {
  readonly widthInches: number;
  readonly heightInches: number;
  readonly dpi: number;
}

/** The size of a picture in pixels. */
export interface PixelSize {
  /** Width and height as charts count them. */
  readonly width: number;
  readonly height: number;
  /** Pixels of the picture for each of those. */
  readonly ratio: number;
}

/** The pixels of a size. */
export function pixelsOfSize({ widthInches, heightInches, dpi }: PictureSize): PixelSize {
  const [width, height] = [Math.round(widthInches * CSS_DPI), Math.round(heightInches * CSS_DPI)];
  return { width, height, ratio: dpi / CSS_DPI };
}

/** Whether a picture has so many pixels that it could not be drawn, or not be opened by much. */
export function isTooLarge({ width, height, ratio }: PixelSize): boolean {
  return Math.max(width, height) * ratio > MOST_PIXELS;
}

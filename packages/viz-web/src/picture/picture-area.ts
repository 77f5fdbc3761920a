/** A part of a picture, in CSS pixels. */
export interface PictureArea {
  readonly ctx: CanvasRenderingContext2D;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

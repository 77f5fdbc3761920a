/** A pane on a canvas, in device pixels. */
export interface PixelFrame {
  readonly ctx: CanvasRenderingContext2D;
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  /** Width of the value axis at the right. */
  readonly axisWidth: number;
  /** Device pixels a CSS pixel. */
  readonly ratio: number;
  /** The place of a moment. */
  toX(ms: number): number;
  /** The place of a value. */
  toY(value: number): number;
}

/** Draws on a pane and nowhere beside it. */
export function clipped(frame: PixelFrame, draw: () => void): void {
  const { ctx, left, top, width, height } = frame;
  ctx.save();
  ctx.beginPath();
  ctx.rect(left, top, width, height);
  ctx.clip();
  draw();
  ctx.restore();
}

/** Draws anywhere, and leaves the canvas's state as it was. */
export function unclipped({ ctx }: PixelFrame, draw: () => void): void {
  ctx.save();
  draw();
  ctx.restore();
}

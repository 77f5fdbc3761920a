/** How much of a chart is to be drawn anew. */
export type Dirt = 'pointer' | 'scene';

/** Draws at most once a frame. */
export class FrameLoop {
  readonly #draw: (dirt: Dirt) => void;
  #dirt: Dirt | null = null;
  #frame = 0;

  constructor(draw: (dirt: Dirt) => void) {
    this.#draw = draw;
  }

  /** Asks for a frame. */
  request(dirt: Dirt): void {
    if (this.#dirt === null) this.#frame = requestAnimationFrame(() => this.flush());
    if (this.#dirt !== 'scene') this.#dirt = dirt;
  }

  /** Draws now what is waiting. */
  flush(): void {
    const dirt = this.#dirt;
    this.stop();
    if (dirt !== null) this.#draw(dirt);
  }

  /** Draws no more. */
  stop(): void {
    cancelAnimationFrame(this.#frame);
    this.#dirt = null;
  }
}

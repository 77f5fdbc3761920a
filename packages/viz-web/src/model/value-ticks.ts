/** Ticks of a value axis. */
export interface ValueTicks {
  readonly values: readonly number[];
  /** Distance of two ticks. */
  readonly step: number;
}

/** The smallest step of 1, 2, 2.5 or 5 times a power of ten that is not below `least`. */
export function niceStep(least: number): number {
  const power = 10 ** Math.floor(Math.log10(least));
  for (const factor of [1, 2, 2.5, 5]) if (factor * power >= least * (1 - 1e-9)) return factor * power;
  return 10 * power;
}

/** Round values from `low` to `high`, at least `spacing` pixels apart, none nearer to the edge than `edge` pixels. */
export function valueTicks(
  low: number,
  high: number,
  pane: { readonly pixels: number; readonly spacing: number; readonly edge: number },
): ValueTicks {
  const perPixel = (high - low) / pane.pixels;
  if (!(perPixel > 0) || !Number.isFinite(perPixel)) return { values: [], step: 1 };
  const step = niceStep(perPixel * pane.spacing);
  const first = Math.ceil((low + perPixel * pane.edge) / step);
  const last = Math.floor((high - perPixel * pane.edge) / step);
  const values: number[] = [];
  for (let tick = first; tick <= last; tick++) values.push(tick === 0 ? 0 : tick * step);
  return { values, step };
}

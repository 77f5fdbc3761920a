import type { SeriesSource } from './series-source.ts';

/** A source that never answers: what a chart has before it gets its own, and once it is gone. */
export const NO_SOURCE: SeriesSource = { readSeries: (): Promise<never> => new Promise<never>(() => undefined) };

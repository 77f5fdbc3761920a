export { SeriesArchive, unpackSeries } from '@orderflow/core';
export { BookSource } from './data/book-source.ts';
export { makeVisualizer } from './make-visualizer.ts';

import type { DataPart } from '../data-set/data-source.ts';
import type { PartReader } from '../data-set/part-reader.ts';
import { PartPyramid } from './part-pyramid.ts';

/** A part of an instrument's time, and how its pyramid is read where it has one. */
export interface SeriesPart {
  readonly part: DataPart;
  readonly reader: PartReader;
  /** Its place among all parts of the instrument. */
  readonly index: number;
  /** Its trades lie between the last snapshot of the part before and the first of the part behind, both included. */
  readonly tradesFrom: number;
  readonly tradesTo: number;
  /** Null where it has none. */
  readonly pyramid: PartPyramid | null;
}

/** The parts of an instrument, in order of time. */
export async function openSeriesParts(readers: readonly PartReader[]): Promise<readonly SeriesPart[]> {
  const parts: SeriesPart[] = [];
  for (const [index, reader] of readers.entries()) {
    const tradesFrom = readers[index - 1]?.part.last.timestamp ?? Number.NEGATIVE_INFINITY;
    const tradesTo = readers[index + 1]?.part.first.timestamp ?? Number.POSITIVE_INFINITY;
    parts.push({
      part: reader.part,
      reader,
      index,
      tradesFrom,
      tradesTo,
      pyramid: await PartPyramid.find(reader.part),
    });
  }
  return parts;
}

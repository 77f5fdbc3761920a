import { OrderflowError } from '../errors.ts';
import { printable } from '../text/printable.ts';
import { formatTimestamp } from '../timestamps/format-timestamp.ts';
import { compareTimestamps, type TimeRange } from '../timestamps/timestamp.ts';
import type { DataPart } from './data-source.ts';

/** The parts of one instrument in order of time, and those of them that a range touches. */
export interface PartSelection {
  readonly instrument: string;
  readonly all: readonly DataPart[];
  readonly touched: readonly DataPart[];
}

/**
 * Selects the parts that a query reads, instrument by instrument: all that have snapshots where none is named, or where
 * none has, all.
 * @throws OrderflowError `unknown-instrument`, `empty-range`, or `overlapping-sources` where two sources hold the same
 * time of an instrument.
 */
export function selectParts(
  parts: readonly DataPart[],
  instrument: string | undefined,
  range: TimeRange,
): readonly PartSelection[] {
  const known = instrumentsOf(parts);
  if (instrument !== undefined && !known.includes(instrument)) throw unknownInstrument(instrument, known);
  const wanted = instrument === undefined ? withSnapshots(parts, known) : [instrument];
  const selections = wanted.map((name) => selectInstrument(parts, name, range));
  if (selections.every(({ touched }) => touched.length === 0)) throw emptyRange(selections, range);
  return selections.filter(({ touched }) => touched.length > 0);
}

/** Instruments that have snapshots; where none has, those with trades alone. */
function withSnapshots(parts: readonly DataPart[], known: readonly string[]): readonly string[] {
  const names = instrumentsOf(parts.filter(({ snapshots }) => snapshots > 0));
  return names.length > 0 ? names : known;
}

/** The instruments of parts, by name. */
export function instrumentsOf(parts: readonly DataPart[]): readonly string[] {
  return [...new Set(parts.map(({ instrument }) => instrument))].sort();
}

/** The parts that begin before an earlier part of their instrument ends, each behind the earlier one that ends last. */
export function findOverlaps(parts: readonly DataPart[]): readonly (readonly [DataPart, DataPart])[] {
  return instrumentsOf(parts).flatMap((instrument) => {
    const [first, ...others] = sortedParts(parts, instrument);
    const overlaps: (readonly [DataPart, DataPart])[] = [];
    let longest = first!;
    for (const part of others) {
      if (compareTimestamps(part.first, longest.last) < 0) overlaps.push([longest, part]);
      if (compareTimestamps(part.last, longest.last) > 0) longest = part;
    }
    return overlaps;
  });
}

/** The error for a query that finds nothing: it says what was asked for, and what the data span. */
export function emptyRange(selections: readonly PartSelection[], { start, end }: TimeRange): OrderflowError {
  const spans = selections.map(({ instrument, all }) => {
    const last = all.at(-1);
    const name = printable(instrument);
    if (last === undefined) return `${name} holds nothing`;
    const span = `${formatTimestamp(all[0]!.first)} to ${formatTimestamp(last.last)}`;
    return last.snapshots > 0
      ? `${name} spans ${span}`
      : `${name} has trades alone, ${span}; add a source of its books`;
  });
  const data = spans.length === 0 ? 'the data hold none' : spans.slice(0, 5).join(', ');
  if (start === undefined && end === undefined) {
    const isUnusable = selections.some(({ all }) => all.some(({ snapshots }) => snapshots > 0));
    const what = isUnusable ? 'not one snapshot can be used' : 'there is no snapshot';
    return new OrderflowError('empty-range', `${what}: ${data}`);
  }
  const from = start === undefined ? 'the beginning' : formatTimestamp(start);
  const to = end === undefined ? 'the end' : formatTimestamp(end);
  return new OrderflowError('empty-range', `there is no snapshot from ${from} to ${to}: ${data}`);
}

function selectInstrument(parts: readonly DataPart[], instrument: string, range: TimeRange): PartSelection {
  const all = sortedParts(parts, instrument);
  const [overlap] = findOverlaps(all);
  if (overlap !== undefined) {
    const [first, second] = overlap.map(({ source }) => source.repository.name);
    throw new OrderflowError(
      'overlapping-sources',
      `${first} and ${second} hold the same time of ${printable(instrument)}; choose one of them`,
    );
  }
  return { instrument, all, touched: all.filter((part) => touches(part, range)) };
}

function sortedParts(parts: readonly DataPart[], instrument: string): readonly DataPart[] {
  const own = parts.filter((part) => part.instrument === instrument);
  return own.sort((a, b) => compareTimestamps(a.first, b.first) || compareTimestamps(a.last, b.last));
}

function touches({ first, last }: DataPart, { start, end }: TimeRange): boolean {
  if (start !== undefined && compareTimestamps(last, start) < 0) return false;
  return end === undefined || compareTimestamps(first, end) < 0;
}

function unknownInstrument(instrument: string, known: readonly string[]): OrderflowError {
  const names = known.length === 0 ? 'no instrument at all' : known.slice(0, 20).map(printable).join(', ');
  const name = printable(instrument);
  return new OrderflowError('unknown-instrument', `there is no instrument ${name}; the data hold ${names}`);
}

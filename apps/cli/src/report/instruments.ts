import { compareTimestamps, type Timestamp } from '@orderflow/core';
import type { ReportModel } from './report-model.ts';

/** What the files hold of one instrument together. */
export interface InstrumentCoverage {
  readonly instrument: string;
  readonly snapshots: number;
  readonly first: Timestamp;
  readonly last: Timestamp;
}

/** The instruments of a report in order of name. */
export function instrumentsOf({ files }: ReportModel): readonly InstrumentCoverage[] {
  const instruments = new Map<string, InstrumentCoverage>();
  for (const part of files.flatMap(({ parts }) => parts)) {
    const known = instruments.get(part.instrument);
    instruments.set(part.instrument, {
      instrument: part.instrument,
      snapshots: (known?.snapshots ?? 0) + part.snapshots,
      first: known && compareTimestamps(known.first, part.first) < 0 ? known.first : part.first,
      last: known && compareTimestamps(known.last, part.last) > 0 ? known.last : part.last,
    });
  }
  return [...instruments.values()].sort((a, b) => (a.instrument < b.instrument ? -1 : 1));
}

import {
  type Configuration,
  compareTimestamps,
  formatTimestamp,
  type InstrumentSpan,
  OrderflowError,
  type TimeRange,
} from '@orderflow/core';
import { isBadInput } from '../exit-code.ts';
import { printable } from '../output/printable.ts';
import type { DatabaseFile } from './database-files.ts';
import { openRepository } from './open-repository.ts';
import type { SourceRequest } from './source-arguments.ts';

/**
 * The files with snapshots of the instrument in the range; all files where neither is asked for. A file that cannot be
 * read is kept: what is done with it says what is wrong.
 * @throws OrderflowError `unknown-instrument` or `empty-range`, naming what there is.
 */
export async function selectFiles(
  files: readonly DatabaseFile[],
  { instrument, range }: SourceRequest,
  configuration: Configuration,
): Promise<readonly DatabaseFile[]> {
  if (instrument === undefined && range === undefined) return files;
  const described: { readonly file: DatabaseFile; readonly spans: readonly InstrumentSpan[] | null }[] = [];
  for (const file of files) described.push({ file, spans: await spansOf(file, configuration) });
  const ofInstrument = described.map(({ file, spans }) => ({
    file,
    spans: spans?.filter((span) => instrument === undefined || span.instrument === instrument) ?? null,
  }));
  const known = described.flatMap(({ spans }) => spans ?? []);
  const wanted = ofInstrument.flatMap(({ spans }) => spans ?? []);
  if (wanted.length === 0 && instrument !== undefined) throw unknownInstrument(instrument, known);
  const chosen = ofInstrument.filter(({ spans }) => spans === null || spans.some((span) => overlaps(span, range)));
  if (chosen.length === 0) throw emptyRange(wanted);
  return chosen.map(({ file }) => file);
}

async function spansOf(file: DatabaseFile, configuration: Configuration): Promise<readonly InstrumentSpan[] | null> {
  try {
    const repository = await openRepository(file.path, configuration, { write: false, output: undefined });
    try {
      return await repository.describe('book');
    } finally {
      repository.close();
    }
  } catch (error) {
    if (isBadInput(error)) return null;
    throw error;
  }
}

function overlaps({ first, last }: InstrumentSpan, range: TimeRange = {}): boolean {
  if (range.start !== undefined && compareTimestamps(last, range.start) < 0) return false;
  return range.end === undefined || compareTimestamps(first, range.end) < 0;
}

function unknownInstrument(instrument: string, known: readonly InstrumentSpan[]): OrderflowError {
  const names = [...new Set(known.map((span) => printable(span.instrument)))].join(', ');
  return new OrderflowError(
    'unknown-instrument',
    `there is no instrument ${printable(instrument)}; the data hold ${names === '' ? 'none' : names}`,
  );
}

function emptyRange(spans: readonly InstrumentSpan[]): OrderflowError {
  const sorted = [...spans].sort((a, b) => compareTimestamps(a.first, b.first));
  const first = sorted[0];
  const last = [...spans].sort((a, b) => compareTimestamps(a.last, b.last)).at(-1);
  const held =
    first && last
      ? `the data span ${formatTimestamp(first.first)} to ${formatTimestamp(last.last)}`
      : 'there are no data';
  return new OrderflowError('empty-range', `no snapshots in that range: ${held} (dates are UTC, the end is exclusive)`);
}

import type { FileInfo, InstrumentInfo } from '../api/api-types.ts';
import { countOf } from '../parts/count-text.ts';

const MOST_NAMED = 2;

/** The files of an instrument whose metrics are not stored, or not all of them. */
export function unprocessedFiles(
  { fileIds }: Pick<InstrumentInfo, 'fileIds'>,
  files: readonly FileInfo[],
): readonly FileInfo[] {
  return files.filter(({ id, state }) => (state === 'live' || state === 'partly') && fileIds.includes(id));
}

/** Names what is not processed: `a.db, b.db and 3 more files are not processed.` */
export function unprocessedText(instrument: string, files: readonly Pick<FileInfo, 'name' | 'state'>[]): string {
  if (files.length === 0) return `Part of ${instrument} is not processed.`;
  const names = files.slice(0, MOST_NAMED).map(({ name }) => name);
  const left = files.length - names.length;
  const rest = left > 0 ? [countOf(left, 'more file')] : [];
  const all = [...names, ...rest];
  const listed = all.length === 1 ? all[0]! : `${all.slice(0, -1).join(', ')} and ${all.at(-1)}`;
  const how = files.every(({ state }) => state === 'partly') ? 'processed in part' : 'not processed';
  return `${listed} ${files.length === 1 ? 'is' : 'are'} ${how}.`;
}

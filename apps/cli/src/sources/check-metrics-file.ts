import { statSync } from 'node:fs';
import { OrderflowError } from '@orderflow/core';
import { escapeControls } from '../output/printable.ts';
import type { DatabaseFile } from './database-files.ts';
import { statusOf } from './status-of.ts';

/**
 * Makes sure that `output` can hold the metrics of `files`: they must be one, and another one.
 * @throws OrderflowError `bad-argument` for several files, or where `output` is the source, by whatever name.
 */
export function checkMetricsFile(files: readonly DatabaseFile[], output: string | undefined): void {
  if (output === undefined) return;
  if (files.length > 1) {
    throw new OrderflowError(
      'bad-argument',
      `--output takes the metrics of one file, and these are ${files.length}: take them one by one`,
    );
  }
  if (statusOf(output)?.isDirectory()) {
    throw new OrderflowError('bad-argument', `--output ${escapeControls(output)} is a folder: name a file in it`);
  }
  if (!files.some(({ path }) => isSameFile(path, output))) return;
  throw new OrderflowError(
    'bad-argument',
    `--output ${escapeControls(output)} is the source itself: name another file, or leave it out to keep the metrics beside the data`,
  );
}

/** Whether two paths lead to one file, by links or another spelling too. */
function isSameFile(one: string, other: string): boolean {
  const [first, second] = [one, other].map((path) => statSync(path, { bigint: true, throwIfNoEntry: false }));
  return first !== undefined && first.dev === second?.dev && first.ino === second.ino;
}

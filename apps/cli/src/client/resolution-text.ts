import { formatDuration } from '@orderflow/core';
import { formatWindow } from '@orderflow/viz-web/chart';
import type { InstrumentFacts } from '../report/chart-facts.ts';

type Resolution = Pick<InstrumentFacts, 'bucketMs' | 'barSeconds'>;

/** What a page holds of an instrument, in words. */
export function resolutionText({ bucketMs, barSeconds }: Resolution): string {
  const bars = `bars of ${formatWindow(barSeconds)} or longer`;
  if (bucketMs === null) return `Every snapshot is in this page, with ${bars}.`;
  return `This page holds lines in steps of ${formatDuration(bucketMs)}, each with its first, lowest, highest and last value, and ${bars}.`;
}

/** The same where a view asks for more. */
export function limitText({ bucketMs, barSeconds }: Resolution): string {
  const lines = bucketMs === null ? '' : `lines in steps of ${formatDuration(bucketMs)} and `;
  return `Zooming in ends here: this page holds ${lines}bars of ${formatWindow(barSeconds)}. \u201corderflow dashboard\u201d shows every snapshot of the files.`;
}

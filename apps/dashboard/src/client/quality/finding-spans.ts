import type { Quality } from '../api/api-types.ts';

/** How bad a finding is: missing data, a book that cannot be, or merely odd. */
export type Severity = 'missing' | 'broken' | 'odd';

/** A stretch of time with something that may be wrong. */
export interface FindingSpan {
  /** Epoch milliseconds. */
  readonly start: number;
  readonly end: number;
  readonly kind: string;
  readonly severity: Severity;
  /** Rows that it is about. */
  readonly rows: number;
}

const SEVERITIES: Readonly<Record<string, Severity>> = {
  gap: 'missing',
  'crossed-book': 'broken',
  'empty-book': 'broken',
  'empty-bids': 'broken',
  'empty-asks': 'broken',
  'bad-rows': 'broken',
};

/** How bad a kind of finding is. */
export function severityOf(kind: string): Severity {
  return SEVERITIES[kind] ?? 'odd';
}

type Located = Pick<Quality['files'][number]['findings'][number], 'rows' | 'places' | 'histogram'>;

/**
 * Where findings on an instrument lie: exactly where every place is known, else by the stretches of the histogram. Odd
 * rows are left out: locked books and the like are no fault of the data.
 */
export function findingSpans(quality: Quality, instrument: string): readonly FindingSpan[] {
  const findings = [...quality.files.flatMap((file) => file.findings), ...quality.gapsBetween]
    .filter((finding) => finding.instrument === instrument && severityOf(finding.kind) !== 'odd')
    .flatMap((finding) => spansOf(finding, finding.kind));
  const badRows = quality.files
    .flatMap((file) => file.badRows)
    .filter((bad) => bad.instrument === null || bad.instrument === instrument)
    .flatMap((bad) => spansOf(bad, 'bad-rows'));
  return [...findings, ...badRows].sort((a, b) => a.start - b.start);
}

function spansOf({ rows, places, histogram }: Located, kind: string): readonly FindingSpan[] {
  const severity = severityOf(kind);
  if (places.length === rows) {
    return places.map(({ at, seconds }) => {
      const end = at.timestamp + at.nanoseconds / 1e6;
      return { start: end - 1000 * (seconds ?? 0), end, kind, severity, rows: 1 };
    });
  }
  return histogram.buckets.map((bucket) => ({
    start: bucket.from,
    end: bucket.from + histogram.bucketMs,
    kind,
    severity,
    rows: bucket.rows,
  }));
}

/** What a strip shows in each of its pixels. */
export function stripColumns(
  spans: readonly FindingSpan[],
  view: { readonly start: number; readonly end: number },
  width: number,
): readonly (Severity | null)[] {
  const columns = new Array<Severity | null>(Math.max(0, width)).fill(null);
  const perMs = width / (view.end - view.start);
  for (const { start, end, severity } of spans) {
    if (end < view.start || start >= view.end) continue;
    const first = Math.max(0, Math.floor((start - view.start) * perMs));
    const last = Math.min(width - 1, Math.max(first, Math.ceil((end - view.start) * perMs) - 1));
    for (let x = first; x <= last; x++) columns[x] = columns[x] === 'broken' ? 'broken' : severity;
  }
  return columns;
}

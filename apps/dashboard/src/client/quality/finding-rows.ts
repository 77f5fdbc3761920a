import type { BadRows, Quality, QualityFinding } from '../api/api-types.ts';
import { findingName } from './finding-names.ts';
import { type Severity, severityOf } from './finding-spans.ts';

/** A line of the table of findings. */
export interface FindingRow {
  readonly name: string;
  readonly meaning: string;
  readonly severity: Severity;
  readonly table: string;
  /** Rows it is about. */
  readonly rows: number;
  /** The first place; null where none is known. */
  readonly first: QualityFinding['places'][number] | null;
  /** The longest gap in seconds; null where it is no gap. */
  readonly longestSeconds: number | null;
  readonly histograms: readonly QualityFinding['histogram'][];
}

const ORDER: readonly Severity[] = ['missing', 'broken', 'odd'];

/** Findings on an instrument over all files, one line a kind and table, the worst first. */
export function findingRows(quality: Quality, instrument: string): readonly FindingRow[] {
  const lines = new Map<string, FindingRow>();
  const findings = [...quality.files.flatMap((file) => file.findings), ...quality.gapsBetween];
  for (const finding of findings) {
    if (finding.instrument !== instrument) continue;
    const { kind } = finding;
    add(lines, `${kind} ${finding.table}`, { ...findingName(kind), severity: severityOf(kind) }, finding);
  }
  for (const bad of quality.files.flatMap((file) => file.badRows)) {
    if (bad.instrument !== null && bad.instrument !== instrument) continue;
    const label = { ...findingName('bad-rows'), meaning: `Not readable: ${bad.reason.replaceAll('-', ' ')}` };
    add(lines, `${bad.reason} ${bad.table}`, { ...label, severity: 'broken' }, bad);
  }
  return [...lines.values()].sort((a, b) => ORDER.indexOf(a.severity) - ORDER.indexOf(b.severity) || b.rows - a.rows);
}

function add(
  lines: Map<string, FindingRow>,
  key: string,
  label: Pick<FindingRow, 'name' | 'meaning' | 'severity'>,
  found: QualityFinding | BadRows,
): void {
  const before = lines.get(key);
  const seconds = found.places.flatMap((place) => (place.seconds === null ? [] : [place.seconds]));
  const longest = Math.max(before?.longestSeconds ?? 0, ...seconds);
  lines.set(key, {
    ...label,
    table: found.table,
    rows: (before?.rows ?? 0) + found.rows,
    first: before?.first ?? found.places[0] ?? null,
    longestSeconds: longest === 0 ? null : longest,
    histograms: [...(before?.histograms ?? []), found.histogram],
  });
}

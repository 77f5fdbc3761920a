import { writeSync } from 'node:fs';
import type { UserCode } from './user-code.ts';

/** The file descriptor that a process of its own reports on: a thread can write to it while another never ends. */
export const REPORT_DESCRIPTOR = 4;

/** What a process of its own says of its end; one that says nothing did not come to it. */
export type ApartReport =
  | { readonly kind: 'ended'; readonly exitCode: number }
  | { readonly kind: 'overdue'; readonly code: UserCode; readonly timeoutSeconds: number }
  | { readonly kind: 'overfull'; readonly mostBytes: number }
  | { readonly kind: 'failed'; readonly message: string; readonly stack: string };

/** Reports to the process that waits for this one. */
export function reportApart(report: ApartReport): void {
  writeSync(REPORT_DESCRIPTOR, `${JSON.stringify(report)}\n`);
}

/** The first report in what was written; null where there is none. */
export function readReport(text: string): ApartReport | null {
  const end = text.indexOf('\n');
  return end < 0 ? null : JSON.parse(text.slice(0, end));
}

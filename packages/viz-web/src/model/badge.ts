import type { Accuracy } from './accuracy.ts';
import { type Line, rowsBetween } from './line.ts';
import { formatFixed } from './number-format.ts';
import type { TimeSpan } from './viewport.ts';

/** What is drawn, in words: how many snapshots a device pixel stands for, and whether the picture is that of them all. */
export function badgeText(line: Line | null, view: TimeSpan, pixels: number, accuracy: Accuracy): string {
  const kind = accuracy === 'limit' ? 'the finest there is' : accuracy;
  const rows = line === null ? 0 : rowsBetween(line, view);
  if (rows === 0) return kind;
  const perPixel = rows / pixels;
  if (perPixel >= 1) return `1 px = ${counted(perPixel)} \u00b7 ${kind}`;
  return `1 snapshot = ${short(1 / perPixel)} px \u00b7 ${kind}`;
}

function counted(count: number): string {
  return `${short(count)} snapshot${short(count) === '1' ? '' : 's'}`;
}

function short(count: number): string {
  return formatFixed(count, count < 9.95 && Math.abs(count - Math.round(count)) > 0.05 ? 1 : 0);
}

import { statSync, utimesSync } from 'node:fs';

/** When a file was last written, as its file system says: whole microseconds since 1970. Null where there is no file. */
export function fileTimeOf(file: string): number | null {
  const stats = statSync(file, { bigint: true, throwIfNoEntry: false });
  return stats === undefined ? null : Number(stats.mtimeNs / 1000n);
}

/** When a file was last changed in any way, that time set even: as `fileTimeOf`, but nobody can set it. */
export function changeTimeOf(file: string): number | null {
  const stats = statSync(file, { bigint: true, throwIfNoEntry: false });
  return stats === undefined ? null : Number(stats.ctimeNs / 1000n);
}

/** Has the file system say that a file was last written then. */
export function setFileTime(file: string, microseconds: number): void {
  // Half a microsecond more, since the seconds that are passed on are rounded down.
  utimesSync(file, statSync(file).atime, (microseconds + 0.5) / 1e6);
}

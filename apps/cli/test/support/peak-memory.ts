import type { ChildProcess } from 'node:child_process';
import { peakMegabytes } from '@orderflow/torture';

const SAMPLE_MS = 20;

/** The most memory that a process holds while it lives. */
export interface PeakMemory {
  /** In megabytes; NaN where this system does not tell. Ends the watch. */
  read(): number;
}

/** Watches the memory of a child process, as the system counts it. */
export function watchPeak({ pid }: ChildProcess): PeakMemory {
  let peak = Number.NaN;
  const sample = () => {
    const now = pid === undefined ? Number.NaN : peakMegabytes(pid);
    // It may have ended meanwhile.
    if (!Number.isNaN(now)) peak = now;
  };
  sample();
  const timer = setInterval(sample, SAMPLE_MS);
  return {
    read: () => {
      sample();
      clearInterval(timer);
      return peak;
    },
  };
}

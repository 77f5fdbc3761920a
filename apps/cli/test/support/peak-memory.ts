import type { ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';

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
    try {
      const kilobytes = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
      if (kilobytes !== undefined) peak = Number(kilobytes) / 1024;
    } catch {
      // It has ended, or this system keeps no such file.
    }
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

import { execFileSync } from 'node:child_process';
import { copyFileSync, rmSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** What a child process says of its work. */
export interface ChildFigures {
  readonly snapshots: number;
  /** Wall time of the work, without the start of Node and the loading of modules. */
  readonly seconds: number;
  /** Time on a processor, of all threads. */
  readonly cpuSeconds: number;
  readonly peakMegabytes: number;
  /** How much the file grew, as a share of what it was. */
  readonly growth: number;
}

/** Runs one of the child programs on a fresh copy of a file, in a Node process of its own. */
export function runChild(program: string, file: string, options: object = {}): ChildFigures {
  const copy = `${file}.work`;
  copyFileSync(file, copy);
  try {
    const path = fileURLToPath(new URL(program, import.meta.url));
    const args = ['--conditions=@orderflow/source', path, copy, JSON.stringify(options)];
    const figures = JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8' }));
    return { ...figures, growth: statSync(copy).size / statSync(file).size - 1 };
  } finally {
    for (const end of ['', '-wal', '-shm', '-journal']) rmSync(copy + end, { force: true });
  }
}

/** Called by a child program: times its work and prints the figures. */
export async function report(work: () => number | Promise<number>): Promise<void> {
  const cpuBefore = process.cpuUsage();
  const start = performance.now();
  const snapshots = await work();
  const seconds = (performance.now() - start) / 1000;
  const cpu = process.cpuUsage(cpuBefore);
  const cpuSeconds = (cpu.user + cpu.system) / 1e6;
  const peakMegabytes = process.resourceUsage().maxRSS / 1024;
  process.stdout.write(JSON.stringify({ snapshots, seconds, cpuSeconds, peakMegabytes }));
}

import { readFileSync } from 'node:fs';
import type { Figures, Totals } from './figures.ts';

/** Called by a program: times its work and prints its figures. */
export async function report(work: () => Totals | null | Promise<Totals | null>): Promise<void> {
  const cpuBefore = process.cpuUsage();
  const start = performance.now();
  const totals = await work();
  const seconds = (performance.now() - start) / 1000;
  const cpu = process.cpuUsage(cpuBefore);
  const cpuSeconds = (cpu.user + cpu.system) / 1e6;
  const figures: Figures = { totals, seconds, cpuSeconds, peakMegabytes: peakMegabytes() };
  process.stdout.write(JSON.stringify(figures));
}

/** `resourceUsage` counts what the parent held when it started this process; Linux tells them apart. */
function peakMegabytes(): number {
  if (process.platform !== 'linux') return process.resourceUsage().maxRSS / 1024;
  const kibibytes = /^VmHWM:\s*(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1];
  return Number(kibibytes) / 1024;
}

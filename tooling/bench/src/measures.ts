import type { BenchOptions } from './bench-options.ts';
import { measureCaches } from './measure-caches.ts';
import { measureGrowth } from './measure-growth.ts';
import { measureMemory } from './measure-memory.ts';
import { measureReads } from './measure-reads.ts';
import { measureSpeed } from './measure-speed.ts';
import type { Table } from './table.ts';

/** All measures by name, in the order in which they run. */
export const MEASURES: Readonly<Record<string, (options: BenchOptions) => Promise<Table>>> = {
  'levels-25': (options) => measureSpeed(options, { snapshots: 500_000, levels: 25 }),
  'levels-400': (options) => measureSpeed(options, { snapshots: 40_000, levels: 400 }),
  memory: measureMemory,
  caches: measureCaches,
  growth: measureGrowth,
  reads: measureReads,
};

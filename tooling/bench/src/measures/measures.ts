import type { BenchOptions } from '../bench-options.ts';
import type { Table } from '../table.ts';
import { measureBacktest } from './backtest.ts';
import { measureCaches } from './caches.ts';
import { measureDashboard } from './dashboard.ts';
import { measureGrowth } from './growth.ts';
import { measureMemory } from './memory.ts';
import { measureReads } from './reads.ts';
import { measureMillion, measureSpeed } from './speed.ts';
import { SPEED_SAMPLES } from './speed-samples.ts';

/** All measures by name, in the order in which they run. */
export const MEASURES: Readonly<Record<string, (options: BenchOptions) => Promise<Table>>> = {
  'levels-25': (options) => measureSpeed(options, SPEED_SAMPLES['levels-25']),
  'levels-400': (options) => measureSpeed(options, SPEED_SAMPLES['levels-400']),
  million: measureMillion,
  memory: measureMemory,
  caches: measureCaches,
  growth: measureGrowth,
  backtest: measureBacktest,
  reads: measureReads,
  dashboard: measureDashboard,
};

import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { orderflow, temporaryFolder } from '../run-command.ts';
import { sampleFile } from '../sample-files.ts';

/** Hashes of results on one made-up market, by the versions that gave them. */
const PINNED = {
  'obi-taker': 'engine 1, obi-taker 1: 523ee7718ee42039',
  'obi-market-maker': 'engine 1, obi-market-maker 1: bc165cb73e247c11',
  'cvd-divergence': 'engine 1, cvd-divergence 1: fc384e16896193a5',
  default: 'engine 1, default alerts 1: f32e57b58f42acb6',
};
const PARAMETERS: Readonly<Record<string, readonly string[]>> = {
  default: ['--param', 'obiLevel=0.3', '--param', 'obiHoldSeconds=1', '--param', 'holdSeconds=2'],
  'obi-taker': ['--param', 'entryObi=0.3'],
  'cvd-divergence': ['--param', 'moveBps=0.3', '--param', 'windowSeconds=5', '--param', 'holdSeconds=5'],
};
const folder = temporaryFolder();

/** Stored runs are known by these versions: other results under the same version would be taken for the same run. */
describe('results that differ from those of before', () => {
  it.each(Object.entries(PINNED))('come with another version of the engine or of %s', async (strategy, pinned) => {
    const file = await sampleFile(folder, `${strategy}.db`, { snapshots: 2000, intervalMs: 100, seed: 11 });
    const words = ['backtest', file, '--strategy', strategy, '--latency', '2,3,4', '--no-runs', '--json'];
    const { stdout } = await orderflow([...words, ...(PARAMETERS[strategy] ?? [])], { cwd: folder });
    const { run, results } = JSON.parse(stdout);
    expect(results.some(({ fills }: { fills: readonly unknown[] }) => fills.length > 5)).toBe(true);
    const hash = createHash('sha256').update(JSON.stringify(results)).digest('hex').slice(0, 16);
    expect(`engine ${run.engine}, ${run.strategyCode}: ${hash}`).toBe(pinned);
  });
});

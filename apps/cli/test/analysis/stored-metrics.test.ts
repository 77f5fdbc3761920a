import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DataSet, DEFAULT_CONFIGURATION, type MarketOptions, Storage, type TimeRange } from '@orderflow/core';
import { SQLiteOrderflowRepository } from '@orderflow/sqlite-repo';
import { DefaultStrategy } from '@orderflow/strategies';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sampleFile } from '../sample-files.ts';

const START = Date.UTC(2025, 6, 1);
const at = (seconds: number, nanoseconds = 0) => ({ timestamp: START + 1000 * seconds, nanoseconds });

const RANGES: readonly TimeRange[] = [
  {},
  { start: at(30) },
  { end: at(90) },
  { start: at(30), end: at(90) },
  { start: at(30, 1), end: at(31) },
];

const MARKETS: readonly (readonly [string, MarketOptions])[] = [
  ['of one instrument', { seed: 1 }],
  ['of two instruments out of order', { seed: 2, instruments: ['BTC-USDT', 'ETH-USDT'], disorder: 0.2 }],
  ['with bad rows and repeated times', { seed: 3, oddities: 0.1, repeatedTimestamps: 0.2 }],
];

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'orderflow-stored-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('DefaultStrategy', () => {
  describe.each(MARKETS)('on a market %s', (_, options) => {
    it.each(['window', 'exact'] as const)('sums up the same, however it is fed (%s)', async (tradeMatching) => {
      const settings = { ...DEFAULT_CONFIGURATION, tradeMatching, batchSize: 17 };
      const file = await sampleFile(folder, `${options.seed}-${tradeMatching}.db`, { ...options, intervalMs: 400 });
      const repository = SQLiteOrderflowRepository.connect(file, { write: true });
      try {
        await new Storage({ repository, metrics: repository, settings, batchSize: 17 }).buildBooktickFromDb();
        const stored = await DataSet.open([{ repository, metrics: repository }], { settings, batchSize: 17 });
        const live = await DataSet.open([{ repository, metrics: null }], { settings, batchSize: 40 });
        expect([stored, live].map(({ parts }) => parts[0]?.reason)).toEqual([null, 'there are no stored metrics']);
        for (const range of RANGES) {
          const itself = new DefaultStrategy(settings);
          itself.setSource(repository);
          expect(await itself.loadStoredMetrics({ range, batchSize: 23 })).toBeGreaterThan(0);
          const report = itself.finish();
          expect(report.summaries[0]?.figures.trades).toBeGreaterThan(0);
          for (const dataSet of [stored, live]) {
            expect(await dataSet.runStrategy(new DefaultStrategy(settings), { range })).toEqual(report);
            const withLevels = Object.assign(new DefaultStrategy(settings), { reads: 'levels' });
            expect(await dataSet.runStrategy(withLevels, { range })).toEqual(report);
          }
        }
      } finally {
        repository.close();
      }
    });
  });
});

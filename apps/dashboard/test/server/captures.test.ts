import { copyFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { decodeSeries } from '@orderflow/core';
import { describe, expect, it } from 'vitest';
import { readRows, storeMetrics, temporaryFolder } from './support/sample-files.ts';
import { serve } from './support/serve.ts';

const PROVEN = 25;
const METRICS = `
SELECT snapshot_id, metrics.timestamp, obi, cvd, instrument
FROM metrics JOIN book ON book.id = snapshot_id ORDER BY metrics.id`;

const folder = process.env.ORDERFLOW_CAPTURES ?? '';
const captures = folder === '' ? [] : readdirSync(folder).filter((name) => name.endsWith('.db'));

describe('the real captures', () => {
  it.skipIf(folder === '')('are served; they DO NOT RUN unless ORDERFLOW_CAPTURES names their folder', () => {
    expect(captures).not.toEqual([]);
  });
});

describe.each(captures)('the capture %s', (name) => {
  it('is charted and proven as its metrics are stored', async () => {
    const path = join(temporaryFolder(), name);
    copyFileSync(join(folder, name), path);
    await storeMetrics(path);
    const { ask, errors } = await serve([path]);
    const { json } = await ask('/api/v1/sources');
    const metrics = readRows(path, METRICS);
    for (let proven = 0; proven < PROVEN; proven++) {
      const metric = metrics[Math.floor((proven * (metrics.length - 1)) / (PROVEN - 1))]!;
      const instrument = encodeURIComponent(String(metric.instrument));
      const query = `at=${metric.timestamp}&snapshotId=${metric.snapshot_id}`;
      const proof = (await ask(`/api/v1/proof/${instrument}?${query}`)).json;
      expect([proof.snapshotId, proof.obi.obi, proof.cvd.after]).toEqual([metric.snapshot_id, metric.obi, metric.cvd]);
      expect(proof.stored).toEqual({ obi: metric.obi, cvd: metric.cvd });
      expect(proof.cvd.before + proof.cvd.delta).toBeCloseTo(Number(metric.cvd), 8);
    }
    const instrument = encodeURIComponent(json.instruments[0].instrument);
    for (const series of ['price', 'obi', 'cvd', 'candles']) {
      const { status, body } = await ask(`/api/v1/series/${instrument}?series=${series}&pixels=1200`);
      expect([status, decodeSeries(body).live]).toEqual([200, null]);
    }
    expect((await ask('/api/v1/quality')).json.files).toHaveLength(1);
    expect(errors).toEqual([]);
  });
});

import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { decodeSeries } from '@orderflow/core';
import { describe, expect, it } from 'vitest';
import {
  changeFile,
  readRows,
  START,
  sampleFile,
  storedFile,
  storeMetrics,
  temporaryFolder,
} from './support/sample-files.ts';
import { eventsOf, type ServedDashboard, serve } from './support/serve.ts';

const DAY_MS = 86_400_000;
const PROCESSING = '/api/v1/processing';
const METRICS = 'SELECT snapshot_id, timestamp, obi, cvd, best_bid, best_ask FROM metrics ORDER BY id';

async function idsOf({ ask }: ServedDashboard): Promise<string[]> {
  return (await ask('/api/v1/sources')).json.files.map(({ id }: { id: string }) => id);
}

function start({ ask }: ServedDashboard, files: readonly string[], more: object = {}) {
  const headers = { 'content-type': 'application/json' };
  return ask(PROCESSING, { method: 'POST', headers, body: JSON.stringify({ files, ...more }) });
}

/** The states until the run has ended. */
async function watch({ origin }: ServedDashboard) {
  const states = [];
  for await (const { event, data } of eventsOf(`${origin}${PROCESSING}/events`)) {
    expect(event).toBe('state');
    states.push(data);
    if (data.status !== 'running') break;
  }
  return states;
}

describe('processing', () => {
  it('is refused where the dashboard only reads', async () => {
    const dashboard = await serve([await sampleFile(temporaryFolder(), 'a.db')]);
    const answers = [
      await start(dashboard, await idsOf(dashboard)),
      await dashboard.ask(PROCESSING),
      await dashboard.ask(`${PROCESSING}/events`),
      await dashboard.ask(PROCESSING, { method: 'DELETE' }),
    ];
    for (const answer of answers) expect(answer).toMatchObject({ status: 403, json: { code: 'read-only' } });
  });

  it('stores what the command would, tells how far it has come, and shows the result at once', async () => {
    const folder = temporaryFolder();
    const options = { snapshots: 4000, levels: 3 };
    const path = await sampleFile(folder, 'a.db', options);
    await sampleFile(folder, 'b.db', { ...options, start: START + DAY_MS });
    const dashboard = await serve([folder], { allowProcessing: true });
    const files = await idsOf(dashboard);
    const begun = await start(dashboard, files);
    expect(begun).toMatchObject({
      status: 202,
      json: { status: 'running', files: [{ name: 'a.db' }, { name: 'b.db' }] },
    });
    const states = await watch(dashboard);
    expect(states.at(-1)).toMatchObject({
      status: 'done',
      fraction: 1,
      files: [
        { status: 'done', writtenRows: 4000, skippedRows: 0, problem: null },
        { status: 'done', writtenRows: 4000 },
      ],
    });
    const fractions = states.map(({ fraction }) => fraction);
    expect(fractions).toEqual([...fractions].sort((a, b) => a - b));
    expect(states.some(({ status, rate, secondsLeft }) => status === 'running' && rate > 0 && secondsLeft >= 0)).toBe(
      true,
    );
    expect((await dashboard.ask('/api/v1/sources')).json.files).toMatchObject([
      { state: 'stored' },
      { state: 'stored' },
    ]);
    const plain = await storedFile(temporaryFolder(), 'plain.db', options);
    expect(readRows(path, METRICS)).toEqual(readRows(plain, METRICS));
  });

  it('serves charts meanwhile, and cancels after the present batch', async () => {
    const folder = temporaryFolder();
    const path = await sampleFile(folder, 'a.db', { snapshots: 20_000, intervalMs: 100 });
    const second = join(folder, 'b.db');
    copyFileSync(path, second);
    changeFile(second, "UPDATE book SET instrument = 'B'", "UPDATE trades SET instrument = 'B'");
    const dashboard = await serve([folder], { allowProcessing: true });
    const files = await idsOf(dashboard);
    await start(dashboard, files);
    expect(await start(dashboard, files)).toMatchObject({ status: 409, json: { code: 'already-processing' } });
    const range = 'start=2025-07-01T00:01:00Z&end=2025-07-01T00:01:10Z';
    const series = await dashboard.ask(`/api/v1/series/BTC-USDT?series=obi&pixels=100&${range}`);
    expect(decodeSeries(series.body)).toMatchObject({ live: 'the metrics are being computed' });
    for await (const { data } of eventsOf(`${dashboard.origin}${PROCESSING}/events`)) {
      if (data.status !== 'running') {
        expect(data).toMatchObject({ status: 'cancelled', files: [{}, { status: 'cancelled' }] });
        break;
      }
      if (data.files[0].rows > 0) expect((await dashboard.ask(PROCESSING, { method: 'DELETE' })).status).toBe(202);
    }
    expect(readRows(path, 'PRAGMA integrity_check')).toEqual([{ integrity_check: 'ok' }]);
    const count = 'SELECT count(*) AS rows FROM metrics';
    await storeMetrics(path);
    await storeMetrics(second);
    expect([readRows(path, count), readRows(second, count)]).toEqual([[{ rows: 20_000 }], [{ rows: 20_000 }]]);
  });

  it('goes on with the next file where one cannot be processed, and says why without its path', async () => {
    const folder = temporaryFolder();
    await sampleFile(folder, 'a.db');
    await sampleFile(folder, 'b.db', { start: START + DAY_MS });
    changeFile(join(folder, 'a.db'), 'CREATE TABLE metrics (id INTEGER PRIMARY KEY, mine TEXT)');
    const dashboard = await serve([folder], { allowProcessing: true });
    await start(dashboard, await idsOf(dashboard));
    const last = (await watch(dashboard)).at(-1);
    expect(last).toMatchObject({
      status: 'failed',
      files: [
        { status: 'failed', problem: { code: 'foreign-metrics' } },
        { status: 'done', writtenRows: 300 },
      ],
    });
    expect(JSON.stringify(last)).not.toContain(folder);
  });

  it('computes anew where it is forced to, and only what is new where not', async () => {
    const path = await storedFile(temporaryFolder(), 'a.db');
    const dashboard = await serve([path], { allowProcessing: true });
    const files = await idsOf(dashboard);
    await start(dashboard, files);
    expect((await watch(dashboard)).at(-1)).toMatchObject({ files: [{ status: 'done', writtenRows: 0 }] });
    await start(dashboard, files, { force: true });
    expect((await watch(dashboard)).at(-1)).toMatchObject({ files: [{ status: 'done', writtenRows: 300 }] });
  });

  it('takes only files of the folder, by their ids', async () => {
    const path = await sampleFile(temporaryFolder(), 'a.db');
    const dashboard = await serve([path], { allowProcessing: true });
    for (const id of ['unknown', path, '../a.db']) {
      const answer = await start(dashboard, [id]);
      expect(answer.status).toBe(id.length > 64 ? 400 : 404);
      expect(answer.json.detail).not.toContain(path);
    }
  });

  it('stops with the server, and leaves the file whole', async () => {
    const path = await sampleFile(temporaryFolder(), 'a.db', { snapshots: 60_000, levels: 10 });
    const dashboard = await serve([path], { allowProcessing: true });
    await start(dashboard, await idsOf(dashboard));
    await dashboard.close();
    await storeMetrics(path);
    expect(readRows(path, 'SELECT count(*) AS rows FROM metrics')).toEqual([{ rows: 60_000 }]);
  });
});

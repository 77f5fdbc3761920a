import { decodeSeries, formatTimestamp } from '@orderflow/core';
import { describe, expect, it } from 'vitest';
import { changeFile, readRows, START, sampleFile, storedFile, temporaryFolder } from './support/sample-files.ts';
import { eventsOf, serve } from './support/serve.ts';

const DAY_MS = 86_400_000;
const INSTRUMENT = 'BTC-USDT';
const PROBLEM = { 'content-type': 'application/problem+json' };

describe('GET /api/v1/series/{instrument}', () => {
  it('gives the stored values bit by bit', async () => {
    const path = await storedFile(temporaryFolder(), 'a.db');
    const dashboard = await serve([path]);
    const metrics = readRows(path, 'SELECT timestamp, obi, cvd FROM metrics ORDER BY id');
    for (const name of ['obi', 'cvd'] as const) {
      const { status, headers, body } = await dashboard.ask(`/api/v1/series/${INSTRUMENT}?series=${name}&pixels=1000`);
      expect([status, headers['content-type']]).toEqual([200, 'application/vnd.orderflow.series']);
      const series = decodeSeries(body);
      expect(series).toMatchObject({ kind: 'rows', series: name, live: null });
      expect(series.kind === 'rows' && [...series.values]).toEqual(metrics.map((row) => row[name]));
      expect(series.kind === 'rows' && [...series.timestamps].map(String)).toEqual(metrics.map((row) => row.timestamp));
    }
  });

  it('gives candles of the window that is asked for, with all volume of the trades', async () => {
    const path = await storedFile(temporaryFolder(), 'a.db');
    const dashboard = await serve([path]);
    const { body } = await dashboard.ask(`/api/v1/series/${INSTRUMENT}?series=candles&pixels=1000&windowSeconds=30`);
    const series = decodeSeries(body);
    if (series.kind !== 'candles') throw new Error('these are no candles');
    expect(series).toMatchObject({ windowSeconds: 30, basis: 'trades' });
    const [{ buys } = {}] = readRows(path, "SELECT sum(size) AS buys FROM trades WHERE lower(side) = 'buy'");
    expect(series.bars.buyVolumes.reduce((sum, size) => sum + size, 0)).toBeCloseTo(Number(buys), 9);
  });

  it('keeps to a range, and takes several files as one', async () => {
    const folder = temporaryFolder();
    const first = await storedFile(folder, 'a.db');
    await storedFile(folder, 'b.db', { start: START + DAY_MS, seed: 2 });
    const dashboard = await serve([folder]);
    const read = async (range: string) => {
      const { body } = await dashboard.ask(`/api/v1/series/${INSTRUMENT}?series=cvd&pixels=2000${range}`);
      return decodeSeries(body);
    };
    const minute = await read('&start=2025-07-01T00:01:00Z&end=2025-07-01T00:02:00Z');
    expect(minute.kind === 'rows' && minute.timestamps.length).toBe(60);
    const [{ total } = {}] = readRows(first, "SELECT sum(iif(side = 'buy', size, -size)) AS total FROM trades");
    const second = await read(`&start=${START + DAY_MS}`);
    const whole = decodeSeries(
      (await (await serve([`${folder}/b.db`])).ask(`/api/v1/series/${INSTRUMENT}?series=cvd&pixels=2000`)).body,
    );
    if (second.kind !== 'rows' || whole.kind !== 'rows') throw new Error('these are no rows');
    expect(second.values[7]! - whole.values[7]!).toBeCloseTo(Number(total), 9);
  });

  it('computes another depth live, and says so', async () => {
    const dashboard = await serve([await storedFile(temporaryFolder(), 'a.db')]);
    const read = async (depth: string) => {
      return decodeSeries((await dashboard.ask(`/api/v1/series/${INSTRUMENT}?series=obi&pixels=500${depth}`)).body);
    };
    const [stored, one, all] = [await read(''), await read('&depth=1'), await read('&depth=all')];
    expect(one.live).toContain('depth');
    expect(all).toEqual(stored);
    expect(one.kind === 'rows' && stored.kind === 'rows' && one.values).not.toEqual(
      stored.kind === 'rows' && stored.values,
    );
  });

  it('folds buckets to the length that is asked for, which may be a part of a millisecond', async () => {
    const dashboard = await serve([await storedFile(temporaryFolder(), 'a.db')]);
    const range = `start=${START}&end=${START + 2 ** 17}`;
    for (const [fold, length] of [
      ['', 16_384],
      ['&foldMs=49152', 49_152],
      ['&foldMs=49152.5', 16_384],
    ] as const) {
      const { body } = await dashboard.ask(`/api/v1/series/${INSTRUMENT}?series=cvd&pixels=4&${range}${fold}`);
      expect(decodeSeries(body)).toMatchObject({ kind: 'buckets', bucketMs: length });
    }
    const part = `start=${START}&end=${START + 2000}&series=cvd&pixels=1000&foldMs=1.5`;
    expect((await dashboard.ask(`/api/v1/series/${INSTRUMENT}?${part}`)).status).toBe(200);
  });

  it('answers a range that asks for everything', async () => {
    const dashboard = await serve([await storedFile(temporaryFolder(), 'a.db')]);
    for (const series of ['price', 'candles']) {
      const path = `/api/v1/series/${INSTRUMENT}?series=${series}&pixels=32768&windowSeconds=1&start=0&end=99999999999999`;
      const { status, body } = await dashboard.ask(path);
      expect(status).toBe(200);
      expect(body.length).toBeLessThan(1_000_000);
    }
  });

  it.each([
    ['pixels=0', 'pixels'],
    ['pixels=1e3', 'pixels'],
    ['pixels=99999', 'pixels'],
    ['pixels=10&series=volume', 'series'],
    ['pixels=10&start=yesterday', 'start'],
    ['pixels=10&start=2025-07-02&end=2025-07-01', 'end'],
    ['pixels=10&windowSeconds=86401', 'windowSeconds'],
    ['pixels=10&foldMs=0', 'foldMs'],
    ['pixels=10&foldMs=-1', 'foldMs'],
    ['pixels=10&foldMs=1e3', 'foldMs'],
    ['pixels=10&depth=0', 'depth'],
    ['pixels=10&depth=some', 'depth'],
    ['pixels=10&pixels=20', 'pixels'],
    ['pixels=10&colour=red', ''],
  ])('refuses ?%s', async (query, parameter) => {
    const dashboard = await serve([await sampleFile(temporaryFolder(), 'a.db')]);
    const { status, headers, json } = await dashboard.ask(
      `/api/v1/series/${INSTRUMENT}?${query.includes('series') ? '' : 'series=obi&'}${query}`,
    );
    expect([status, headers['content-type']]).toEqual([400, PROBLEM['content-type']]);
    expect(json).toMatchObject({ status: 400, code: 'bad-argument', errors: [{ parameter }] });
  });

  it('says which instruments there are where there is no such one', async () => {
    const dashboard = await serve([await sampleFile(temporaryFolder(), 'a.db')]);
    const { status, json } = await dashboard.ask('/api/v1/series/ETH?series=obi&pixels=10');
    expect([status, json.code, json.detail]).toEqual([
      404,
      'unknown-instrument',
      `there is no instrument ETH; the data hold ${INSTRUMENT}`,
    ]);
  });

  it('reads an instrument of any name', async () => {
    const name = '</script>/..%2F ☃';
    const path = await sampleFile(temporaryFolder(), 'a.db');
    changeFile(path, `UPDATE book SET instrument = '${name}'`, `UPDATE trades SET instrument = '${name}'`);
    const dashboard = await serve([path]);
    const { status, body } = await dashboard.ask(`/api/v1/series/${encodeURIComponent(name)}?series=price&pixels=10`);
    expect(status).toBe(200);
    expect(decodeSeries(body).instrument).toBe(name);
  });
});

describe('GET /api/v1/summary', () => {
  const wide = "UPDATE book SET asks = '[[70000,1]]' WHERE id = 150";

  it('gives the figures and alerts of the default strategy over a range', async () => {
    const path = await sampleFile(temporaryFolder(), 'a.db');
    changeFile(path, wide);
    const { status, json } = await (await serve([path])).ask(`/api/v1/summary?instrument=${INSTRUMENT}`);
    expect(status).toBe(200);
    expect(json).toMatchObject({ strategy: 'default', reasons: ['there are no stored metrics'] });
    expect(json.summaries).toMatchObject([{ instrument: INSTRUMENT, figures: { snapshots: 300 } }]);
    const alert = json.alerts.find(({ rule }: { rule: string }) => rule === 'spread');
    expect(alert).toMatchObject({ snapshotId: 150, instrument: INSTRUMENT, threshold: 10 });
    expect(alert.what).toMatch(/^Spread widened to [\d,.]+ bps of the mid$/);
    expect(json.alertCount).toBe(json.alerts.length);
  });

  it('keeps to the number of alerts that is asked for, and counts them all', async () => {
    const path = await sampleFile(temporaryFolder(), 'a.db');
    changeFile(path, wide);
    const { json } = await (await serve([path])).ask('/api/v1/summary?maxAlerts=0');
    expect(json.alerts).toEqual([]);
    expect(json.alertCount).toBeGreaterThan(0);
  });

  it('tells how far it has come to who wants to hear it', async () => {
    const dashboard = await serve([await sampleFile(temporaryFolder(), 'a.db', { snapshots: 3000 })]);
    const events: { event: string; data: { rows: number } & Record<string, unknown> }[] = [];
    for await (const event of eventsOf(`${dashboard.origin}/api/v1/summary`)) events.push(event);
    expect(events[0]).toMatchObject({ event: 'progress', data: { totalRows: 3000 } });
    expect(events.at(-1)).toMatchObject({ event: 'result', data: { strategy: 'default' } });
  });

  it('sends a problem where it cannot', async () => {
    const dashboard = await serve([await sampleFile(temporaryFolder(), 'a.db')]);
    const events = [];
    for await (const event of eventsOf(`${dashboard.origin}/api/v1/summary?instrument=NONE`)) events.push(event);
    expect(events).toMatchObject([{ event: 'problem', data: { status: 404, code: 'unknown-instrument' } }]);
    expect(await dashboard.ask('/api/v1/summary?start=2030-01-01')).toMatchObject({
      status: 404,
      json: { code: 'empty-range' },
    });
    expect(await dashboard.ask('/api/v1/summary?maxAlerts=-1')).toMatchObject({ status: 400 });
  });
});

describe('GET /api/v1/quality', () => {
  it('tells odd and bad rows with the times at which they lie, file by file, and gaps between files', async () => {
    const folder = temporaryFolder();
    const path = await sampleFile(folder, 'a.db');
    await sampleFile(folder, 'b.db', { start: START + DAY_MS });
    changeFile(
      path,
      "UPDATE book SET bids = '[[70000,1]]', asks = '[[60000,1]]' WHERE id = 10",
      "UPDATE book SET bids = 'broken' WHERE id = 20",
      "UPDATE book SET bids = '', asks = '' WHERE id = 30",
      'DELETE FROM book WHERE id BETWEEN 100 AND 199',
    );
    const { status, json, body } = await (await serve([folder])).ask(`/api/v1/quality?instrument=${INSTRUMENT}`);
    expect(status).toBe(200);
    const [first, second] = json.files;
    expect([first.name, first.rows.book, second.name, second.rows.book]).toEqual(['a.db', 200, 'b.db', 300]);
    const found = first.findings.map(({ kind, places }: { kind: string; places: { rowId: number }[] }) => [
      kind,
      places[0]?.rowId,
    ]);
    expect(found).toEqual(
      expect.arrayContaining([
        ['crossed-book', 10],
        ['empty-book', 30],
        ['gap', 200],
      ]),
    );
    const [{ timestamp } = {}] = readRows(path, 'SELECT timestamp FROM book WHERE id = 20');
    expect(first.badRows).toMatchObject([
      {
        table: 'book',
        reason: 'unreadable-levels',
        rows: 1,
        places: [{ rowId: 20, at: { timestamp: Number(timestamp) } }],
      },
    ]);
    expect(json.gapsBetween).toMatchObject([{ kind: 'gap', instrument: INSTRUMENT, rows: 1 }]);
    expect(body.toString()).not.toContain(folder);
  });

  it('keeps to a range and takes another length of gaps', async () => {
    const dashboard = await serve([await sampleFile(temporaryFolder(), 'a.db')]);
    const { json } = await dashboard.ask(
      '/api/v1/quality?start=2025-07-01T00:01:00Z&end=2025-07-01T00:02:00Z&gapSeconds=0.5',
    );
    expect(json.files[0].rows.book).toBe(60);
    expect(json.files[0].findings.map(({ kind, rows }: Record<string, unknown>) => [kind, rows])).toContainEqual([
      'gap',
      59,
    ]);
    expect(await dashboard.ask('/api/v1/quality?gapSeconds=0')).toMatchObject({ status: 400, headers: PROBLEM });
  });

  it('looks at a file of which not one row can be read, too', async () => {
    const path = await sampleFile(temporaryFolder(), 'a.db');
    changeFile(path, "UPDATE book SET timestamp = 'never'");
    const { json } = await (await serve([path])).ask('/api/v1/quality');
    expect(json.files[0].problems).toMatchObject([{ reason: 'unreadable-timestamp', rows: 300 }]);
  });
});

describe('GET /api/v1/proof/{instrument}', () => {
  it('works out every metric as the database has it, from its own rows', async () => {
    const path = await storedFile(temporaryFolder(), 'a.db', { snapshots: 1300, levels: 3 });
    const dashboard = await serve([path]);
    for (const id of [1, 2, 500, 1024, 1025, 1026, 1300]) {
      const [metric] = readRows(path, `SELECT * FROM metrics WHERE snapshot_id = ${id}`);
      const [row] = readRows(path, `SELECT * FROM book WHERE id = ${id}`);
      const { json } = await dashboard.ask(`/api/v1/proof/${INSTRUMENT}?at=${metric!.timestamp}`);
      expect(json).toMatchObject({ snapshotId: id, timestampText: row!.timestamp, file: { name: 'a.db' } });
      expect([json.obi.obi, json.cvd.after]).toEqual([metric!.obi, metric!.cvd]);
      expect(json.stored).toEqual({ obi: metric!.obi, cvd: metric!.cvd });
      const { bidVolume, askVolume } = json.obi;
      expect((bidVolume - askVolume) / (bidVolume + askVolume)).toBe(metric!.obi);
      const bids = JSON.parse(String(row!.bids)).map(([price, size]: number[]) => [Number(price), Number(size)]);
      expect(json.bids.map(({ price, size }: Record<string, number>) => [price, size])).toEqual(
        bids.sort((a: number[], b: number[]) => b[0]! - a[0]!),
      );
      const since = json.previous === null ? '' : `AND CAST(timestamp AS INTEGER) > ${json.previous.timestamp}`;
      const trades = readRows(
        path,
        `SELECT id, size, side FROM trades WHERE CAST(timestamp AS INTEGER) <= ${row!.timestamp} ${since} ORDER BY CAST(timestamp AS INTEGER), id`,
      );
      expect(json.trades.map((trade: { id: number }) => trade.id)).toEqual(trades.map((trade) => trade.id));
      expect(json.tradeCount).toBe(trades.length);
      expect(json.cvd.before + json.cvd.delta).toBeCloseTo(Number(metric!.cvd), 9);
      expect([json.previous?.id ?? null, json.next?.id ?? null]).toEqual([
        id === 1 ? null : id - 1,
        id === 1300 ? null : id + 1,
      ]);
      expect(json.cvd.checkpoint?.position.id ?? null).toBe(id > 1024 ? 1024 : null);
    }
  });

  it('proves live metrics and another depth', async () => {
    const path = await sampleFile(temporaryFolder(), 'a.db');
    const { json } = await (await serve([path])).ask(`/api/v1/proof/${INSTRUMENT}?at=2025-07-01T00:01:00Z&depth=1`);
    expect(json.stored).toBeNull();
    expect(json.obi).toMatchObject({ depth: 1, bidVolume: json.bids[0].size, askVolume: json.asks[0].size });
  });

  it('takes one of several snapshots of one time by its row id', async () => {
    const path = await sampleFile(temporaryFolder(), 'a.db');
    changeFile(path, 'UPDATE book SET timestamp = (SELECT timestamp FROM book WHERE id = 50) WHERE id IN (51, 52)');
    const dashboard = await serve([path]);
    const [{ timestamp } = {}] = readRows(path, 'SELECT timestamp FROM book WHERE id = 50');
    const at = formatTimestamp({ timestamp: Number(timestamp), nanoseconds: 0 });
    expect((await dashboard.ask(`/api/v1/proof/${INSTRUMENT}?at=${at}`)).json.snapshotId).toBe(52);
    const second = (await dashboard.ask(`/api/v1/proof/${INSTRUMENT}?at=${at}&snapshotId=51`)).json;
    expect(second).toMatchObject({ snapshotId: 51, previous: { id: 50 }, next: { id: 52 }, tradeCount: 0 });
    expect(await dashboard.ask(`/api/v1/proof/${INSTRUMENT}?at=${at}&snapshotId=7`)).toMatchObject({ status: 400 });
  });

  it.each(['', '?at=never', '?at=2025-07-01&depth=x', '?at=2025-07-01&snapshotId=1.5'])('refuses %s', async (query) => {
    const dashboard = await serve([await sampleFile(temporaryFolder(), 'a.db')]);
    expect(await dashboard.ask(`/api/v1/proof/${INSTRUMENT}${query}`)).toMatchObject({ status: 400, headers: PROBLEM });
  });
});

describe('GET /api/v1/book/{instrument}', () => {
  it('gives the best levels of the snapshot at a moment', async () => {
    const path = await storedFile(temporaryFolder(), 'a.db');
    const dashboard = await serve([path]);
    const [{ timestamp } = {}] = readRows(path, 'SELECT timestamp FROM book WHERE id = 50');
    const { json } = await dashboard.ask(`/api/v1/book/${INSTRUMENT}?at=${Number(timestamp) + 0.5}&levels=2`);
    expect(json).toMatchObject({
      snapshotId: 50,
      bids: { length: 2 },
      asks: { length: 2 },
      levelCounts: { bids: 5, asks: 5 },
    });
    expect(json.bids[0].price).toBeGreaterThan(json.bids[1].price);
    expect(json.asks[0].price).toBeLessThan(json.asks[1].price);
    expect(await dashboard.ask(`/api/v1/book/${INSTRUMENT}?at=0&levels=0`)).toMatchObject({ status: 400 });
    expect(await dashboard.ask('/api/v1/book/NONE?at=0')).toMatchObject({ status: 404 });
  });
});

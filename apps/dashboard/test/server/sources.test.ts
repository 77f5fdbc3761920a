import {
  appendFileSync,
  chmodSync,
  chownSync,
  copyFileSync,
  mkdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { changeFile, START, sampleFile, storedFile, temporaryFolder } from './support/sample-files.ts';
import { serve } from './support/serve.ts';

const INSTRUMENT = 'BTC-USDT';
const DAY_MS = 86_400_000;
const WAIT = { timeout: 100_000, interval: 200 };
const NOBODY = 65_534;

/** Opens some folders to everybody, shuts others, and stops being the superuser, whom nothing is shut to. */
function asNobody(open: readonly string[], shut: readonly string[]): void {
  for (const path of open) chmodSync(path, 0o755);
  for (const path of shut) chmodSync(path, 0o000);
  const isRoot = process.getuid?.() === 0;
  if (isRoot) for (const path of shut) chownSync(path, NOBODY, NOBODY);
  if (isRoot) process.seteuid?.(NOBODY);
  onTestFinished(() => {
    if (isRoot) process.seteuid?.(0);
    for (const path of shut) chmodSync(path, 0o755);
  });
}

describe('GET /api/v1/sources', () => {
  it('lists files with what is processed and what is not, and why, and instruments over all files', async () => {
    const folder = temporaryFolder();
    await storedFile(folder, 'a.db');
    await sampleFile(folder, 'b.db', { start: START + DAY_MS });
    const { json } = await (await serve([folder])).ask('/api/v1/sources');
    expect(json).toMatchObject({
      canProcess: false,
      files: [
        { name: 'a.db', state: 'stored', reason: null, problem: null, storedSettings: { depth: null } },
        { name: 'b.db', state: 'live', reason: 'there are no stored metrics', storedSettings: null },
      ],
      instruments: [{ snapshots: 600, reasons: ['there are no stored metrics'], overlap: null }],
    });
    const [instrument] = json.instruments;
    expect(instrument.fileIds).toEqual(json.files.map(({ id }: { id: string }) => id));
    expect(instrument.first.timestamp).toBe(json.files[0].instruments[0].first.timestamp);
    expect(instrument.last.timestamp).toBe(json.files[1].instruments[0].last.timestamp);
  });

  it('lists what rows came to after the metrics as partly processed', async () => {
    const path = await storedFile(temporaryFolder(), 'a.db');
    changeFile(
      path,
      `INSERT INTO book SELECT id + 1000, instrument, bids, asks, '${START + DAY_MS}' FROM book WHERE id = 1`,
    );
    const { json } = await (await serve([path])).ask('/api/v1/sources');
    expect(json.files).toMatchObject([{ state: 'partly', reason: 'rows have come since the metrics were stored' }]);
  });

  it('lists a file that cannot be read beside the others, without its path', async () => {
    const folder = temporaryFolder();
    await storedFile(folder, 'a.db');
    writeFileSync(join(folder, 'broken.db'), 'no database at all');
    const { json, body } = await (await serve([folder])).ask('/api/v1/sources');
    expect(json.files).toMatchObject([
      { name: 'a.db', state: 'stored' },
      { name: 'broken.db', state: 'failed', problem: { code: 'source-unreadable' }, instruments: [] },
    ]);
    expect(body.toString()).not.toContain(folder);
  });

  it('lists a folder that nobody may look into as what cannot be read, beside the others', async () => {
    const folder = temporaryFolder();
    const [open, shut] = [join(folder, 'open'), join(folder, 'shut')];
    for (const path of [open, shut]) mkdirSync(path);
    await storedFile(open, 'a.db');
    await storedFile(shut, 'b.db');
    asNobody([folder, open], [shut]);
    const dashboard = await serve([open, shut]);
    const { status, json, body } = await dashboard.ask('/api/v1/sources');
    expect([status, json.files]).toMatchObject([
      200,
      [
        { name: 'a.db', problem: null },
        { name: 'shut', bytes: 0, state: 'failed', problem: { code: 'source-unreadable' }, instruments: [] },
      ],
    ]);
    expect(json.files[1].problem.detail).toContain('the folder cannot be read: let this user list and open it');
    expect(body.toString()).not.toContain(folder);
    expect(dashboard.errors).toEqual([]);
    chmodSync(shut, 0o755);
    await vi.waitFor(async () => {
      expect((await dashboard.ask('/api/v1/sources')).json.files).toMatchObject([{ name: 'a.db' }, { name: 'b.db' }]);
    }, WAIT);
  });

  it('says what a source is that nobody may come to', async () => {
    const folder = temporaryFolder();
    const shut = join(folder, 'shut');
    mkdirSync(shut);
    await sampleFile(shut, 'a.db');
    asNobody([folder], [shut]);
    await expect(serve([join(shut, 'a.db')])).rejects.toMatchObject({ code: 'source-unreadable' });
  });

  it('says which files hold the same time of an instrument', async () => {
    const folder = temporaryFolder();
    copyFileSync(await storedFile(folder, 'a.db'), join(folder, 'b.db'));
    const dashboard = await serve([folder]);
    const { json } = await dashboard.ask('/api/v1/sources');
    expect(json.instruments[0].overlap).toBe('a.db and b.db hold the same time');
    const series = await dashboard.ask(`/api/v1/series/${json.instruments[0].instrument}?series=obi&pixels=10`);
    expect(series).toMatchObject({ status: 409, json: { code: 'overlapping-sources' } });
    expect(series.body.toString()).not.toContain(folder);
  });

  it('reads the one file that is chosen, whatever the others hold', async () => {
    const folder = temporaryFolder();
    await storedFile(folder, 'a.db', { seed: 1 });
    await storedFile(folder, 'b.db', { seed: 2 });
    const dashboard = await serve([folder]);
    const { files } = (await dashboard.ask('/api/v1/sources')).json;
    const paths = (id: string) => [
      `series/${INSTRUMENT}?series=cvd&pixels=10&file=${id}`,
      `summary?instrument=${INSTRUMENT}&file=${id}`,
      `quality?instrument=${INSTRUMENT}&file=${id}`,
      `proof/${INSTRUMENT}?at=2025-07-01T00:02:00Z&file=${id}`,
      `book/${INSTRUMENT}?at=2025-07-01T00:02:00Z&file=${id}`,
    ];
    const ask = (id: string) => Promise.all(paths(id).map((path) => dashboard.ask(`/api/v1/${path}`)));
    const [ofA, ofB, ofNone] = [await ask(files[0].id), await ask(files[1].id), await ask('none')];
    expect(ofA.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
    for (const [index, answer] of ofA.entries()) expect(answer.body).not.toEqual(ofB[index]!.body);
    expect(ofA.slice(3).map(({ json }) => json.file.name)).toEqual(['a.db', 'a.db']);
    expect(ofB[2]!.json.files.map(({ name }: { name: string }) => name)).toEqual(['b.db']);
    for (const { status, json } of ofNone) expect([status, json.code]).toEqual([404, 'unknown-file']);
  });

  it('opens no symbolic link that leads out of the folder, and one that stays in it once', async () => {
    const outside = await storedFile(temporaryFolder(), 'secret.db');
    const folder = temporaryFolder();
    const inside = await storedFile(folder, 'a.db');
    symlinkSync(outside, join(folder, 'link.db'));
    symlinkSync(inside, join(folder, 'same.db'));
    const { json } = await (await serve([folder])).ask('/api/v1/sources');
    expect(json.files.map(({ name }: { name: string }) => name)).toEqual(['a.db']);
  });

  it('takes no folder beside a folder whose name begins alike', async () => {
    const parent = temporaryFolder();
    const [folder, beside] = [join(parent, 'data'), join(parent, 'data-secret')];
    mkdirSync(folder);
    mkdirSync(beside);
    await storedFile(folder, 'a.db');
    symlinkSync(await storedFile(beside, 'b.db'), join(folder, 'b.db'));
    const { json } = await (await serve([folder])).ask('/api/v1/sources');
    expect(json.files).toHaveLength(1);
  });

  it('sees files that come, change and go', async () => {
    const folder = temporaryFolder();
    const first = await sampleFile(folder, 'a.db');
    const dashboard = await serve([folder]);
    const read = async () => (await dashboard.ask('/api/v1/sources')).json;
    const before = await read();
    expect(before.files).toHaveLength(1);
    await storedFile(folder, 'b.db', { start: START + DAY_MS });
    await vi.waitFor(
      async () => expect((await read()).files).toMatchObject([{ name: 'a.db' }, { name: 'b.db' }]),
      WAIT,
    );
    changeFile(first, 'DELETE FROM book WHERE id > 200');
    await vi.waitFor(async () => expect((await read()).files[0].instruments[0].snapshots).toBe(200), WAIT);
    rmSync(first);
    await vi.waitFor(async () => expect((await read()).files).toMatchObject([{ name: 'b.db' }]), WAIT);
    expect((await read()).version).not.toBe(before.version);
  });

  it('goes on where a file is damaged under way', async () => {
    const folder = temporaryFolder();
    const path = await sampleFile(folder, 'a.db');
    const dashboard = await serve([folder]);
    expect((await dashboard.ask('/api/v1/sources')).json.files).toMatchObject([{ state: 'live' }]);
    writeFileSync(path, 'gone');
    appendFileSync(path, 'bad');
    await vi.waitFor(async () => {
      expect((await dashboard.ask('/api/v1/sources')).json.files).toMatchObject([{ state: 'failed' }]);
    }, WAIT);
    expect(dashboard.errors).toEqual([]);
  });
});

describe('GET /api/v1/settings', () => {
  it('says what the server was started with', async () => {
    const path = await storedFile(temporaryFolder(), 'a.db');
    const dashboard = await serve([path], { version: '1.2.3', allowProcessing: true });
    const { json } = await dashboard.ask('/api/v1/settings');
    expect(json).toMatchObject({
      version: '1.2.3',
      canProcess: true,
      metrics: { depth: null, tradeMatching: 'window' },
      windowSeconds: 60,
      maxBars: 500,
      alerts: { obiLevel: 0.6, cvdChange: null },
    });
  });
});

import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { decodeColumns } from '@orderflow/core';
import { SQLiteRunsRepository } from '@orderflow/sqlite-repo';
import { beforeAll, describe, expect, it } from 'vitest';
import { type ReportRun, readReportRun } from '../../src/report/report-run.ts';
import { packRuns } from '../../src/report/run-packs.ts';
import { orderflow, temporaryFolder } from '../run-command.ts';
import { sampleFile } from '../sample-files.ts';

const folder = temporaryFolder();
const INSTRUMENTS = ['BTC-USDT', 'ETH-USDT', 'SOL-USDT'];
let run: ReportRun;

beforeAll(async () => {
  await sampleFile(folder, 'a.db', { instruments: INSTRUMENTS, snapshots: 900, tradesPerSecond: 4 });
  const size = ['--param', 'size=0.1', '--param', 'maxPosition=1'];
  await orderflow(['backtest', 'a.db', '--strategy', 'obi-market-maker', ...size], { cwd: folder });
  const repository = SQLiteRunsRepository.open(join(folder, 'orderflow.runs'));
  run = await readReportRun(repository, 'latest.touch');
  repository.close();
});

describe('a run on the charts of a page', () => {
  it('has each instrument with its own fills, and the equity of all', () => {
    const { runs, characters, left } = packRuns(run, INSTRUMENTS);
    expect([...runs.keys()]).toEqual(INSTRUMENTS);
    expect(left).toEqual([]);
    const base64 = [...runs.values()].map((packed) => Buffer.from(packed).toString('base64').length);
    expect(characters).toBe(base64.reduce((sum, length) => sum + length, 0));
    for (const instrument of INSTRUMENTS) {
      const { columns } = decodeColumns(gunzipSync(runs.get(instrument)!));
      const own = run.fills.filter((fill) => fill.instrument === instrument);
      expect(own.length).toBeGreaterThan(5);
      expect(columns.get('prices')).toEqual(Float64Array.from(own, ({ price }) => price));
      expect(columns.get('values')).toEqual(run.equity!.values);
    }
  });

  it('is left out where there is no room, and said to be', () => {
    const whole = packRuns(run, INSTRUMENTS);
    const { runs, characters, left } = packRuns(run, INSTRUMENTS, whole.characters - 1);
    expect([...runs.keys()]).toEqual(INSTRUMENTS.slice(0, 2));
    expect(left).toEqual(INSTRUMENTS.slice(2));
    expect(characters).toBeLessThan(whole.characters);
  });

  it('is nowhere but on what it played', () => {
    expect(packRuns(run, ['XRP-USDT', 'ETH-USDT'])).toMatchObject({ left: [] });
    expect([...packRuns(run, ['XRP-USDT', 'ETH-USDT']).runs.keys()]).toEqual(['ETH-USDT']);
    expect(packRuns(null, INSTRUMENTS)).toEqual({ runs: new Map(), characters: 0, left: [] });
    expect(packRuns({ ...run, equity: null }, INSTRUMENTS).runs.size).toBe(0);
  });
});

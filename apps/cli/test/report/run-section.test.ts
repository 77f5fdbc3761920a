import { join } from 'node:path';
import { SQLiteRunsRepository } from '@orderflow/sqlite-repo';
import { expect, it } from 'vitest';
import { readReportRun } from '../../src/report/report-run.ts';
import { renderRun } from '../../src/report/run-section.ts';
import { orderflow, temporaryFolder } from '../run-command.ts';
import { sampleFile } from '../sample-files.ts';
import { model } from './report-support.ts';

const folder = temporaryFolder();

it('says how many round trips and fills the page leaves out', async () => {
  await sampleFile(folder, 'a.db', { snapshots: 300, levels: 5, tradesPerSecond: 4 });
  await orderflow(['backtest', 'a.db', '--strategy', 'obi-market-maker'], { cwd: folder });
  const repository = SQLiteRunsRepository.open(join(folder, 'orderflow.runs'));
  const run = await readReportRun(repository, 'latest.touch');
  repository.close();
  const [trips, fills] = [run.roundTrips.length, run.fills.length];
  const whole = renderRun(model({ run }))?.markup ?? '';
  expect(whole).toContain('>Backtest</h2>');
  expect(whole).not.toMatch(/The chart has the first|more: <code>/);
  const cut = { ...run, roundTrips: run.roundTrips.slice(0, 3), fills: run.fills.slice(0, 5) };
  const page = renderRun(model({ run: cut }))?.markup ?? '';
  expect(page).toContain(`The chart has the first 5 of ${fills} fills.`);
  expect(page).toContain(`and ${trips - 3} more: <code>orderflow runs show ${run.run.id.slice(0, 12)} --json</code>`);
  const bare = { ...run.run, hasRows: false };
  const rowless = renderRun(model({ run: { ...run, run: bare, roundTrips: [], fills: [], equity: null } }))?.markup;
  expect(rowless).toContain('The round trips of this run are not stored');
  expect(rowless).not.toContain('The chart has the first');
});

it('says of several instruments that they share one account', async () => {
  await sampleFile(folder, 'two.db', { instruments: ['BTC-USDT', 'ETH-USDT'], snapshots: 300, levels: 5 });
  await orderflow(['backtest', 'two.db', '--strategy', 'obi-market-maker', '--runs', 'two.runs'], { cwd: folder });
  const repository = SQLiteRunsRepository.open(join(folder, 'two.runs'));
  const run = await readReportRun(repository, 'latest');
  repository.close();
  const sentence = 'one account over all 2 instruments';
  expect(renderRun(model({ run }))?.markup).toContain(sentence);
  const alone = { ...run.run, data: { ...run.run.data, instruments: ['BTC-USDT'] } };
  expect(renderRun(model({ run: { ...run, run: alone } }))?.markup).not.toContain(sentence);
});

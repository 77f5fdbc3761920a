import { expect, it } from 'vitest';
import { readRows, sampleFile, temporaryFolder } from '../../server/support/sample-files.ts';
import { exactChart, openPage, serveClient, useBrowser } from '../support/open-dashboard.ts';

useBrowser();

const SNAPSHOTS = 30_000;

it('processes a file with progress while the chart is read, and stores its metrics', async () => {
  const path = await sampleFile(temporaryFolder(), 'sample.db', { snapshots: SNAPSHOTS, levels: 10 });
  const { origin } = await serveClient([path], { allowProcessing: true });
  const page = await openPage(`${origin}/?view=sources`);
  await page.getByText('Not processed').waitFor();
  await page.getByRole('button', { name: 'Process all' }).click();
  const bar = page.getByRole('progressbar', { name: 'Processing', exact: true });
  await bar.waitFor();
  await page.getByRole('link', { name: 'Chart', exact: true }).click();
  await exactChart(page);
  await page.getByRole('link', { name: 'Sources', exact: true }).click();
  await page.getByText('Done: 30,000 snapshots processed.').waitFor();
  await page.getByText('Processed', { exact: true }).waitFor();
  expect(readRows(path, 'SELECT count(*) AS rows FROM metrics')).toEqual([{ rows: SNAPSHOTS }]);
});

it('stops where it is told to, and goes on later', async () => {
  const path = await sampleFile(temporaryFolder(), 'sample.db', { snapshots: SNAPSHOTS, levels: 50 });
  const { origin } = await serveClient([path], { allowProcessing: true });
  const page = await openPage(`${origin}/?view=sources`);
  await page.getByRole('button', { name: 'Process all' }).click();
  await page.getByRole('button', { name: 'Stop' }).click();
  await page.getByText('Stopped. What is done stays').waitFor();
  await page.getByRole('button', { name: 'Process all' }).click();
  await page.getByText(/^Done: /).waitFor();
  expect(readRows(path, 'SELECT count(*) AS rows FROM metrics')).toEqual([{ rows: SNAPSHOTS }]);
});

it('offers no processing where the server only reads, and says how to process', async () => {
  const { origin } = await serveClient([await sampleFile(temporaryFolder(), 'sample.db')]);
  const page = await openPage(`${origin}/?view=sources`);
  await page.getByText('This dashboard only reads.').waitFor();
  expect(await page.getByRole('button', { name: /^Process/ }).count()).toBe(0);
});

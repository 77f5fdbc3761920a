import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, inject, it } from 'vitest';
import { storedFile, temporaryFolder } from '../../server/support/sample-files.ts';
import { exactChart, openPage, serveClient, useBrowser } from '../support/open-dashboard.ts';

useBrowser();

const CEILING = 120_000;

it('loads at most 120 kB of script, gzip, until the first chart is drawn', async () => {
  const { origin } = await serveClient([await storedFile(temporaryFolder(), 'sample.db')]);
  const page = await openPage(origin);
  await exactChart(page);
  const addresses = await page.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => name));
  const scripts = addresses.filter((address) => address.endsWith('.js'));
  const sizes = scripts.map((address) => {
    const code = readFileSync(join(inject('clientFolder'), new URL(address).pathname));
    return gzipSync(code).length;
  });
  const total = sizes.reduce((sum, size) => sum + size, 0);
  expect(total).toBeGreaterThan(10_000);
  expect(total).toBeLessThanOrEqual(CEILING);
});

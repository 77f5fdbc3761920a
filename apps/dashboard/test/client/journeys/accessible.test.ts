import { AxeBuilder } from '@axe-core/playwright';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../server/support/sample-files.ts';
import { gappedFile } from '../support/gapped-file.ts';
import { exactChart, openPage, serveClient, useBrowser } from '../support/open-dashboard.ts';

useBrowser();

const PLACES = [
  ['the chart', ''],
  ['the proof', '?proof=2025-07-01T00:02:00.000Z'],
  ['the ladder', '?ladder=on&pin=2025-07-01T00:02:00.000Z'],
  ['the summary', '?view=summary'],
  ['the quality', '?view=quality'],
  ['the sources', '?view=sources'],
] as const;

describe.each(['dark', 'light'] as const)('in %s', (colorScheme) => {
  it.each(PLACES)('axe finds nothing in %s', async (_, query) => {
    const { origin } = await serveClient([await gappedFile(temporaryFolder())], { allowProcessing: true });
    const page = await openPage(`${origin}/${query}`, { colorScheme });
    if (!query.includes('view=')) await exactChart(page);
    await page.locator('.notice.waiting').waitFor({ state: 'detached' });
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
  });
});

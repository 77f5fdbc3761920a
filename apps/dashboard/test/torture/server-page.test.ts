import { renameSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { DEFAULT_CONFIGURATION } from '@orderflow/core';
import { makeChoice, makeRandom, makeTally, SEED, TIMEOUT, times } from '@orderflow/torture';
import type { Page } from 'playwright';
import { expect, it, onTestFinished } from 'vitest';
import { browserPage, openPage, serveClient, useBrowser } from '../client/support/open-dashboard.ts';
import { changeFile, START, sampleFile, storeMetrics, temporaryFolder } from '../server/support/sample-files.ts';

useBrowser();

const tally = makeTally('server', 'page');
const random = makeRandom(SEED);
const { pick } = makeChoice(random);
const NAMES = 3;

/** What would be run, were it anything but text: each sets `owned` of the page. */
const SCRIPTS = [
  '<script>owned=1</script>',
  '<img src=x onerror="owned=1">',
  '"><svg onload=owned=1>',
  "' onmouseover='owned=1' autofocus onfocus='owned=1",
  '</title></style></textarea></script><script>owned=1</script>',
  '<iframe srcdoc="<script>parent.owned=1</script>">',
  '<a href="javascript:owned=1">owned</a>',
  '<details open ontoggle=owned=1>',
  '<math><mtext></mtext><script>owned=1</script>',
  '\u2028owned=1//`owned=1`',
  '&lt;script&gt;owned=1&lt;/script&gt;',
  '{{constructor.constructor("owned=1")()}}',
  '%3Cscript%3Eowned=1%3C/script%3E',
  '<style>*{background:url(javascript:owned=1)}</style>',
  '<!--><script>owned=1</script>-->',
  '<base href="http://evil.example/">owned',
];

/** Whether anything of a name was run, or became an element. */
async function isOwned(page: Page): Promise<boolean> {
  return page.evaluate(() => {
    const planted = 'script:not([src]), iframe, object, embed, base, math, [onerror], [onload], [onfocus], [ontoggle]';
    return 'owned' in window || document.querySelector(`${planted}, a[href^="javascript:"]`) !== null;
  });
}

it('shows the names of instruments and trades as text, whatever is in them', { timeout: TIMEOUT }, async () => {
  const alerts = { ...DEFAULT_CONFIGURATION.alerts, obiLevel: 0.05, obiHoldSeconds: 0 };
  for (let round = 0; round < times(NAMES); round++) {
    const [name, tradeId] = [pick(SCRIPTS), pick(SCRIPTS)];
    const folder = temporaryFolder();
    const path = await sampleFile(folder, 'a.db', { snapshots: 120, tradesPerSecond: 5 });
    const quoted = (text: string) => `'${text.replaceAll("'", "''")}'`;
    changeFile(
      path,
      `UPDATE book SET instrument = ${quoted(name)}`,
      `UPDATE trades SET instrument = ${quoted(name)}, trade_id = ${quoted(tradeId)} || id`,
      'UPDATE book SET bids = NULL WHERE id BETWEEN 50 AND 60',
    );
    await storeMetrics(path);
    const file = join(folder, `${pick(SCRIPTS).replaceAll('/', '\u2044')}.db`);
    renameSync(path, file);
    const { origin, errors } = await serveClient([folder], { configuration: { ...DEFAULT_CONFIGURATION, alerts } });
    const page = await openPage(origin);
    const dialogs: string[] = [];
    page.on('dialog', (dialog) => dialogs.push(dialog.message()));
    const query = `instrument=${encodeURIComponent(name)}&from=${START}`;
    for (const view of ['chart', 'summary', 'quality', 'sources']) {
      await page.goto(`${origin}/?view=${view}&${query}`);
      await page.waitForFunction(() => /owned/.test(document.documentElement.outerHTML));
      if (view === 'chart') await openProof(page);
      expect(await isOwned(page), `${view} of ${name} with ${tradeId}`).toBe(false);
      tally.count('views with hostile names');
    }
    expect([dialogs, errors]).toEqual([[], []]);
    tally.count('hostile names shown', 3);
  }
});

/** Opens the proof of a snapshot with trades. */
async function openProof(page: Page): Promise<void> {
  await page.locator('.of-badge', { hasText: 'exact' }).waitFor();
  await page.mouse.click(600, 300);
  await page.getByRole('complementary', { name: 'Proof' }).getByText('✓').first().waitFor();
}

/** What a script that got in after all would try, and the part of the policy that stops it. */
const ATTEMPTS: Readonly<Record<string, (page: Page) => Promise<unknown>>> = {
  'script-src-elem': (page) =>
    page.evaluate(() => {
      const script = document.createElement('script');
      script.textContent = 'window.owned = 1';
      document.body.append(script);
    }),
  'script-src-attr': (page) => page.evaluate(() => document.body.setAttribute('onclick', 'owned = 1')),
  'script-src': (page) => page.evaluate(() => setTimeout('window.owned = 1')),
  'style-src-elem': (page) =>
    page.evaluate(() => {
      const style = document.createElement('style');
      style.textContent = 'body { background: red }';
      document.head.append(style);
    }),
  'style-src-attr': (page) => page.evaluate(() => document.body.setAttribute('style', 'background: red')),
  'img-src': (page) =>
    page.evaluate(() => {
      new Image().src = 'http://127.0.0.2:9/pixel.png';
    }),
  'connect-src': (page) => page.evaluate(() => fetch('http://127.0.0.2:9/').catch(() => undefined)),
  'frame-src': (page) =>
    page.evaluate(() => {
      const frame = document.createElement('iframe');
      frame.src = 'http://127.0.0.2:9/';
      document.body.append(frame);
    }),
  'worker-src': (page) =>
    page.evaluate(() => {
      try {
        new Worker(URL.createObjectURL(new Blob(['1'])));
      } catch {
        // Some browsers throw as well.
      }
    }),
  'base-uri': (page) =>
    page.evaluate(() => {
      const base = document.createElement('base');
      base.href = 'http://127.0.0.2:9/';
      document.head.append(base);
    }),
  'form-action': (page) =>
    page.evaluate(() => {
      const form = document.createElement('form');
      form.action = 'http://127.0.0.2:9/';
      document.body.append(form);
      form.submit();
    }),
};

it('lets a script that got in do nothing', { timeout: TIMEOUT }, async () => {
  const { origin } = await serveClient([await sampleFile(temporaryFolder(), 'a.db', { snapshots: 60 })]);
  const page = await openPage(origin, { allowed: /Content.Security.Policy|violates/ });
  await page.evaluate(() => {
    Object.assign(window, { violations: [] as string[] });
    document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) => {
      (window as unknown as { violations: string[] }).violations.push(effectiveDirective);
    });
  });
  const violations = () => page.evaluate(() => (window as unknown as { violations: string[] }).violations);
  for (const [directive, attempt] of Object.entries(ATTEMPTS)) {
    await attempt(page);
    await expect.poll(violations, { message: directive }).toContain(directive);
    tally.count('attempts that the Content-Security-Policy stops');
  }
  await page.mouse.click(5, 5);
  expect(await page.evaluate(() => ['owned' in window, getComputedStyle(document.body).backgroundColor])).toEqual([
    false,
    expect.not.stringMatching('rgb\\(255, 0, 0\\)'),
  ]);
});

it('stands in no frame of another site, and answers none of its scripts', { timeout: TIMEOUT }, async () => {
  const { origin } = await serveClient([await sampleFile(temporaryFolder(), 'a.db', { snapshots: 60 })]);
  const site = createServer((_, response) => {
    response.setHeader('content-type', 'text/html');
    response.end(`<!doctype html><title>evil</title><iframe src="${origin}/"></iframe>`);
  });
  await new Promise<void>((resolve) => site.listen(0, '127.0.0.2', resolve));
  onTestFinished(() => {
    site.close();
  });
  const page = await browserPage();
  await page.goto(`http://127.0.0.2:${(site.address() as AddressInfo).port}/`);
  await page.waitForLoadState('networkidle');
  const [, frame] = page.frames();
  expect(await frame?.evaluate(() => document.body?.textContent ?? '').catch(() => '')).not.toContain('BTC');
  expect(frame?.url()).not.toBe(`${origin}/`);
  const asked = await page.evaluate(async (address) => {
    const attempts = [
      () => fetch(`${address}/api/v1/sources`),
      () => fetch(`${address}/api/v1/sources`, { credentials: 'include' }),
      () => fetch(`${address}/api/v1/processing`, { method: 'DELETE' }),
      () => fetch(`${address}/api/v1/processing`, { method: 'POST', body: '{"files":["a"]}', mode: 'no-cors' }),
    ];
    return Promise.all(
      attempts.map((attempt) =>
        attempt().then(
          ({ type }) => type,
          () => 'refused',
        ),
      ),
    );
  }, origin);
  expect(asked).toEqual(['refused', 'refused', 'refused', 'refused']);
  tally.count('requests of another site refused', 1 + asked.length);
  await page.context().close();
});

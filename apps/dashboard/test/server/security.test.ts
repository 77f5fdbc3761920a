import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { startDashboard } from '../../src/server/index.ts';
import { publicText } from '../../src/server/public-text.ts';
import { sampleFile, temporaryFolder } from './support/sample-files.ts';
import { serve } from './support/serve.ts';

const TOKEN = 'a-token-of-some-length';
const SOURCES = '/api/v1/sources';

async function sample(): Promise<string> {
  return sampleFile(temporaryFolder(), 'a.db', { snapshots: 10 });
}

describe('where the server listens', () => {
  it('listens on 127.0.0.1 where nothing is said', async () => {
    const { origin } = await serve([await sample()]);
    expect(origin).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  });

  it.each([
    [{ host: '0.0.0.0' }, 'give a token'],
    [{ host: '::' }, 'give a token'],
    [{ host: '0.0.0.0', token: 'short' }, 'too short'],
    [{ token: 'short' }, 'too short'],
  ])('refuses %j', async (options, message) => {
    const starting = startDashboard({ sources: [await sample()], port: 0, ...options });
    await expect(starting).rejects.toMatchObject({ code: 'bad-argument', message: expect.stringContaining(message) });
  });

  it('says that a port is taken, and that a source is not there', async () => {
    const { origin } = await serve([await sample()]);
    const second = startDashboard({ sources: [await sample()], port: Number(new URL(origin).port) });
    await expect(second).rejects.toMatchObject({ code: 'bad-argument', message: expect.stringContaining('is taken') });
    const gone = startDashboard({ sources: ['/nowhere/at/all'], port: 0 });
    await expect(gone).rejects.toMatchObject({ code: 'source-unreadable' });
  });
});

describe('who may ask', () => {
  it.each(['evil.example', 'evil.example:80', '127.0.0.1.evil.example', '192.168.0.1', 'localhost.evil.example'])(
    'refuses the host %s',
    async (host) => {
      const { ask } = await serve([await sample()]);
      for (const path of ['/', SOURCES]) {
        const answer = await ask(path, { headers: { host } });
        expect(answer).toMatchObject({ status: 421, json: { code: 'wrong-host' } });
        expect(answer.body.toString()).not.toContain('BTC');
      }
    },
  );

  it.each(['localhost:8321', '127.0.0.1', '[::1]:1', 'LOCALHOST'])('takes the host %s', async (host) => {
    const { ask } = await serve([await sample()]);
    expect((await ask(SOURCES, { headers: { host } })).status).toBe(200);
  });

  it('refuses other origins, and requests that other sites make', async () => {
    const { ask, origin } = await serve([await sample()]);
    const refused = [
      { origin: 'http://evil.example' },
      { origin: 'null' },
      { origin: origin.replace('http:', 'https:') },
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site', 'sec-fetch-mode': 'navigate' },
    ];
    for (const headers of refused) {
      const answer = await ask(SOURCES, { headers: headers as never });
      expect(answer).toMatchObject({ status: 403, json: { code: 'foreign-origin' } });
    }
    expect((await ask(SOURCES, { headers: { origin, 'sec-fetch-site': 'same-origin' } })).status).toBe(200);
    const link = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' };
    expect((await ask('/', { headers: link })).status).toBe(200);
  });

  it('lets nobody in without the token, where there is one', async () => {
    const { ask } = await serve([await sample()], { token: TOKEN });
    for (const path of ['/', SOURCES, '/api/v1/openapi.json', '/?token=wrong-token-wrong-token']) {
      expect((await ask(path)).status, path).toBe(401);
    }
    expect((await ask(SOURCES, { headers: { authorization: `Bearer ${TOKEN}x` } })).status).toBe(401);
    expect((await ask(`${SOURCES}?token=${TOKEN}`)).status).toBe(401);
    expect((await ask(SOURCES, { headers: { authorization: `Bearer ${TOKEN}` } })).status).toBe(200);
  });

  it('turns the token of the address into a cookie that scripts cannot read', async () => {
    const { ask } = await serve([await sample()], { token: TOKEN });
    const { status, headers } = await ask(`/?token=${TOKEN}`);
    const [cookie = ''] = headers['set-cookie'] as string[];
    expect([status, headers.location]).toEqual([303, '/']);
    expect(cookie).toMatch(/HttpOnly/);
    expect(cookie).toMatch(/SameSite=Strict/);
    expect((await ask(SOURCES, { headers: { cookie: cookie.split(';')[0]! } })).status).toBe(200);
  });

  it.each([
    [`?view=summary&token=${TOKEN}&from=2025-07-01T00:00:00.000Z`, '/?view=summary&from=2025-07-01T00:00:00.000Z'],
    [`?token=${TOKEN}&instrument=BTC%26token%3D1`, '/?instrument=BTC%26token%3D1'],
    [`?token=${TOKEN}&&tokens=2&token=x`, '/?tokens=2'],
    [`?/evil.example&token=${TOKEN}`, '/?/evil.example'],
  ])('keeps the rest of the link %s', async (query, location) => {
    const { ask } = await serve([await sample()], { token: TOKEN });
    expect(await ask(`/${query}`)).toMatchObject({ status: 303, headers: { location } });
  });
});

describe('what an answer says', () => {
  it.each(['/', SOURCES, '/nowhere', '/api/v1/nowhere'])('sends %s with a strict policy', async (path) => {
    const { ask } = await serve([await sample()]);
    const { headers } = await ask(path);
    const policy = String(headers['content-security-policy']);
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toMatch(/unsafe|\*|http:/);
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
    });
    expect(headers['access-control-allow-origin']).toBeUndefined();
  });

  it('keeps nothing of the API in caches', async () => {
    const { ask } = await serve([await sample()]);
    expect((await ask(SOURCES)).headers['cache-control']).toBe('no-store');
  });

  it('holds no path of the machine and no control character', () => {
    const hidden = [{ path: '/home/me/secret folder/a.db', name: 'a.db' }];
    expect(publicText('/home/me/secret folder/a.db: broken\u001b[31m', hidden)).toBe('a.db: broken\\x1b[31m');
    expect(publicText("cannot open '/etc/ssl/private.key' (/var/log/x)", [])).toBe("cannot open 'private.key' (x)");
    expect(publicText('C:\\Users\\me\\a.db', [])).toBe('a.db');
    expect(publicText('x'.repeat(2000), []).length).toBe(500);
  });

  it.each([
    ['/data.db: broken', 'data.db: broken'],
    ['unable:/home/me/x.db', 'unable:x.db'],
    ['no file:///home/me/x.db here', 'no x.db here'],
    ['file://localhost/home/me/x.db', 'x.db'],
    ['/home/me/my data/x.db: broken', 'x.db: broken'],
    ["cannot open '/home/me/my data/my file.db'", "cannot open 'my file.db'"],
    ["/home/o'brien/x.db:12", 'x.db:12'],
    ['/home/me/a:b/c.db', 'c.db'],
    ['one of /a/b.db and /c/d.db,/e f/g.db', 'one of b.db and d.db,g.db'],
    ['C:/Users/me and you/x.db', 'x.db'],
    ['\\\\server\\share\\x.db', 'x.db'],
    ['[/home/me/a.db]', '[a.db]'],
  ])('makes of %s, which is no known file, %s', (message, text) => {
    expect(publicText(message, [])).toBe(text);
  });

  it.each([
    'a/b and 1/2 at 2025/07/01',
    '(bids - asks) / (bids + asks)',
    'and/or, café/bar',
    'see http://127.0.0.1:8321/a/b or https://example.org/c',
    '/',
  ])('leaves %s alone', (text) => {
    expect(publicText(text, [])).toBe(text);
  });

  it('reads no endless message to its end', () => {
    const began = performance.now();
    for (const part of ["/a'b:", ' /a b c d', '/', 'a ']) publicText(part.repeat(1_000_000), []);
    expect(performance.now() - began).toBeLessThan(20_000);
  });
});

describe('files of the client', () => {
  function builtClient(): string {
    const folder = join(temporaryFolder(), 'client');
    mkdirSync(join(folder, 'assets'), { recursive: true });
    writeFileSync(join(folder, 'index.html'), '<!doctype html><title>built</title>');
    writeFileSync(join(folder, 'assets', 'app-1a2b.js'), 'export {};');
    writeFileSync(join(folder, '..', 'secret.txt'), 'secret');
    symlinkSync(join(folder, '..', 'secret.txt'), join(folder, 'link.txt'));
    return folder;
  }

  it('serves the page anew each time, and hashed names for ever', async () => {
    const { ask } = await serve([await sample()], { clientFolder: builtClient() });
    const page = await ask('/');
    expect([page.status, page.headers['content-type'], page.headers['cache-control']]).toEqual([
      200,
      'text/html; charset=utf-8',
      'no-cache',
    ]);
    expect(page.body.toString()).toContain('built');
    const script = await ask('/assets/app-1a2b.js');
    expect(script.headers).toMatchObject({
      'content-type': 'text/javascript; charset=utf-8',
      'cache-control': 'public, max-age=31536000, immutable',
    });
  });

  it('says what to do where the client is not built', async () => {
    const clientFolder = join(temporaryFolder(), 'nothing');
    const { ask } = await serve([await sample()], { clientFolder });
    const dashboard = await startDashboard({ sources: [await sample()], port: 0, clientFolder });
    expect(dashboard.isPageBuilt).toBe(false);
    await dashboard.close();
    expect((await ask('/')).body.toString()).toContain('npm run dashboard');
  });

  it.each([
    '/../secret.txt',
    '/assets/../../secret.txt',
    '/..%2fsecret.txt',
    '/%2e%2e/secret.txt',
    '/assets/..%5c..%5csecret.txt',
    '//etc/passwd',
    '/link.txt',
    '/assets',
    '/assets/',
    '/%00',
    '/index.html%00.js',
    '/%E0%A4%A',
  ])('gives nothing for %s', async (path) => {
    const { ask, errors } = await serve([await sample()], { clientFolder: builtClient() });
    const { status, body } = await ask(path);
    expect(status).toBe(404);
    expect(body.toString()).not.toMatch(/secret$|root:/);
    expect(errors).toEqual([]);
  });
});

describe('odd requests', () => {
  it('refuses bodies that are too large, of another type, or no JSON', async () => {
    const { ask } = await serve([await sample()], { allowProcessing: true });
    const post = (body: string, type = 'application/json') =>
      ask('/api/v1/processing', { method: 'POST', headers: { 'content-type': type }, body });
    expect((await post('x'.repeat(2_000_000))).status).toBe(413);
    expect((await post('{"files":["a"]}', 'text/plain')).status).toBe(415);
    expect((await ask('/api/v1/processing', { method: 'POST', body: '{"files":["a"]}' })).status).toBe(415);
    expect((await post('{')).status).toBe(400);
    expect(await post('{"files":[]}')).toMatchObject({ status: 400, json: { errors: [{ parameter: 'files' }] } });
    expect((await post('{"files":["a"],"output":"/etc/passwd"}')).status).toBe(400);
  });

  it('refuses methods that a route does not know, and routes that are not there', async () => {
    const { ask, errors } = await serve([await sample()]);
    for (const method of ['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE']) {
      expect((await ask(SOURCES, { method })).status, method).toBe(404);
    }
    expect(await ask('/api/v2/sources')).toMatchObject({ status: 404 });
    expect(errors).toEqual([]);
  });

  it.each([
    ['GARBAGE', 400],
    ['GET /api/v1/sources HTTP/1.1', 400],
    ['GET /api/v1/sources HTTP/1.0', 400],
    ['POST /api/v1/processing HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nTransfer-Encoding: chunked', 411],
  ])('answers %s with %i', async (text, status) => {
    const { origin, ask } = await serve([await sample()]);
    const { port, hostname } = new URL(origin);
    const answer = await new Promise<string>((resolve, reject) => {
      const socket = connect(Number(port), hostname, () => socket.write(`${text}\r\n\r\n`));
      let received = '';
      socket.on('data', (chunk) => {
        received += chunk;
      });
      socket.on('error', reject);
      socket.on('close', () => resolve(received));
    });
    expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
    expect((await ask(SOURCES)).status).toBe(200);
  });
});

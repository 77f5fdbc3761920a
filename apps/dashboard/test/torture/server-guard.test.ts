import { isIP } from 'node:net';
import { hostname } from 'node:os';
import { makeChoice, makeRandom, makeTally, SEED, TIMEOUT, times } from '@orderflow/torture';
import { describe, expect, it } from 'vitest';
import { startDashboard } from '../../src/server/index.ts';
import { makeFuzzedApp } from './support/fuzzed-app.ts';

const tally = makeTally('server', 'guard');
const random = makeRandom(SEED);
const { pick } = makeChoice(random);
const REQUESTS = 2000;
const TOKEN = 'a-token-of-some-length';
const SETTINGS = '/api/v1/settings';

const NAMES = [
  ...['localhost', 'LOCALHOST', 'localhost.', 'localhost.evil.example', 'evil.example', 'evil-localhost', 'xlocalhost'],
  ...['127.0.0.1', '127.1', '127.0.0.2', '127.255.255.255', '127.0.0.256', '2130706433', '0x7f.0.0.1', '0177.0.0.1'],
  ...['127.0.0.1.evil.example', '127.0.0.1.nip.io', '0.0.0.0', '0', '192.168.0.1', '10.0.0.1', '169.254.169.254'],
  ...['[::1]', '::1', '[0:0:0:0:0:0:0:1]', '[::]', '[::ffff:127.0.0.1]', '[::1%lo]', '[fe80::1]', '[2001:db8::1]'],
  ...[
    '',
    ' ',
    'localhost@evil.example',
    'evil.example@localhost',
    'localhost/',
    'localhost#',
    'localhost?',
    'localhost\\',
  ],
  ...['loc\u00e4lhost', 'localhost,evil.example', 'localhost evil.example', `${'a.'.repeat(100)}example`, hostname()],
];
const PORTS = ['', ':8321', ':80', ':0', ':99999', ':', ':a', ':8321:8321', ':-1', ':８'];
const MARKS = ['', '', '', '\t', '\u0000', '.', '\u00ad', '%00', '\u0130'];

/** Whether a Host names this machine alone, told in another way. */
function isOfThisMachine(host: string): boolean {
  const name = /^(?:localhost|\[::1\]|::1|127\.\d{1,3}\.\d{1,3}\.\d{1,3})$/i.exec(host.replace(/:\d+$/, ''))?.[0];
  return name !== undefined && (!name.startsWith('127') || isIP(name) === 4);
}

/** A request as a server hands it on: a Host may hold what no address may. */
function requestWith(headers: Readonly<Record<string, string>>, path = SETTINGS): Request | null {
  try {
    return new Request(`http://127.0.0.1${path}`, { headers });
  } catch {
    return null;
  }
}

describe('the guard', () => {
  it('knows the names of this machine, and no others', { timeout: TIMEOUT }, async () => {
    const { app, errors } = await makeFuzzedApp();
    const taken = new Set<string>();
    for (let count = 0; count < times(REQUESTS); count++) {
      const host = pick(MARKS) + pick(NAMES) + pick(MARKS) + pick(PORTS);
      const request = requestWith({ host });
      if (request === null) continue;
      // What surrounds a header is no part of it.
      const given = request.headers.get('host') ?? '';
      const { status } = await app.fetch(request);
      expect(status, JSON.stringify(host)).toBe(isOfThisMachine(given) ? 200 : 421);
      if (status === 200) taken.add(given.replace(/:\d+$/, '').toLowerCase());
      tally.count('hosts tried');
    }
    expect([...taken].sort()).toEqual(['127.0.0.1', '127.0.0.2', '127.255.255.255', '::1', '[::1]', 'localhost']);
    expect(errors).toEqual([]);
  });

  it('takes every address but no foreign name where it listens to others', { timeout: TIMEOUT }, async () => {
    const { app } = await makeFuzzedApp({ guard: { host: '0.0.0.0', token: TOKEN } });
    const authorization = `Bearer ${TOKEN}`;
    for (let count = 0; count < times(REQUESTS / 4); count++) {
      const host = pick(NAMES) + pick(PORTS);
      const request = requestWith({ host, authorization });
      if (request === null) continue;
      const name = (request.headers.get('host') ?? '').replace(/:\d+$/, '').toLowerCase();
      const bare = name.replace(/^\[(.*)\]$/, '$1');
      const isKnown = isIP(bare) !== 0 || name === 'localhost' || name === hostname().toLowerCase();
      expect((await app.fetch(request)).status, host).toBe(isKnown ? 200 : 421);
      tally.count('hosts tried');
    }
  });

  it('lets no other site ask', { timeout: TIMEOUT }, async () => {
    const { app, errors } = await makeFuzzedApp({ allowProcessing: true });
    const own = 'localhost:8321';
    const schemes = ['http://', 'https://', 'HTTP://', 'http:', '//', '', 'file://', 'chrome-extension://'];
    const origins = [own, 'localhost', 'localhost:8322', 'LOCALHOST:8321', '127.0.0.1:8321', 'evil.example', 'null'];
    const sites = ['', 'same-origin', 'none', 'same-site', 'cross-site', 'Cross-Site', 'x'];
    const modes = ['', 'navigate', 'cors', 'no-cors', 'websocket'];
    for (let count = 0; count < times(REQUESTS); count++) {
      const origin = random() < 0.2 ? '' : pick(schemes) + pick(origins) + pick(['', '', '/', '.', '@evil.example']);
      const [site, mode, path] = [pick(sites), pick(modes), pick([SETTINGS, '/', '/?a=b', '/index.html'])];
      const method = pick(['GET', 'HEAD', 'POST', 'DELETE']);
      const headers = new Headers({ host: own });
      if (origin !== '') headers.set('origin', origin);
      if (site !== '') headers.set('sec-fetch-site', site);
      if (mode !== '') headers.set('sec-fetch-mode', mode);
      const { status } = await app.fetch(new Request(`http://${own}${path}`, { method, headers }));
      const isOwn = origin === '' || origin === `http://${own}`;
      const isForeign = site === 'same-site' || site === 'cross-site';
      const isLink = ['GET', 'HEAD'].includes(method) && mode === 'navigate' && (path === '/' || path === '/?a=b');
      const isRefused = !isOwn || (isForeign && !isLink);
      expect(status === 403, JSON.stringify({ origin, site, mode, path, method, status })).toBe(isRefused);
      tally.count('origins tried');
    }
    expect(errors).toEqual([]);
  });

  it('lets nobody in who has not the very token', { timeout: TIMEOUT }, async () => {
    for (const token of [TOKEN, 'päss wörd; of "many" %20 signs,=', '🚀'.repeat(16)]) {
      const { app, errors } = await makeFuzzedApp({ guard: { host: '127.0.0.1', token } });
      const ask = (path: string, headers: Readonly<Record<string, string>>) => {
        const request = requestWith({ host: '127.0.0.1', ...headers }, path);
        return request === null ? null : app.fetch(request);
      };
      for (let count = 0; count < times(REQUESTS / 8); count++) {
        const wrong = wrongTokenFor(token);
        const encoded = encodeURIComponent(wrong.toWellFormed());
        const answers = await Promise.all([
          ask(SETTINGS, { authorization: `Bearer ${wrong}` }),
          ask(SETTINGS, { authorization: token }),
          ask(SETTINGS, { cookie: `orderflow_token=${encoded}` }),
          ask(SETTINGS, { cookie: `other=${encodeURIComponent(token)}` }),
          ask(`/?token=${encoded}`, {}),
          ask(`${SETTINGS}?token=${encodeURIComponent(token)}`, {}),
        ]);
        for (const answer of answers) {
          if (answer === null) continue;
          expect(answer.status).toBe(401);
          expect(answer.headers.get('set-cookie')).toBeNull();
          expect(await answer.text()).not.toContain(token);
          tally.count('tokens tried');
        }
      }
      const entry = await ask(`/?token=${encodeURIComponent(token)}`, {});
      const cookie = entry?.headers.get('set-cookie')?.split(';')[0] ?? '';
      expect((await ask(SETTINGS, { cookie }))?.status, token).toBe(200);
      expect(errors).toEqual([]);
    }
  });
});

/** Something that is nearly the token. */
function wrongTokenFor(token: string): string {
  const at = Math.floor(random() * token.length);
  const wrong = pick([
    () => '',
    () => token.slice(0, at),
    () => token + pick(MARKS.filter((mark) => mark !== '')),
    () => token.slice(0, at) + pick(['x', '%', '\u0000', ' ']) + token.slice(at + 1),
    () => token.toUpperCase(),
    () => ` ${token}x`,
    () => token.repeat(2),
    () => 'undefined',
    () => 'null',
    () => encodeURIComponent(encodeURIComponent(token)),
  ])();
  return wrong.trim() === token ? 'another' : wrong;
}

describe('a dashboard that others can reach', () => {
  const hosts = ['0.0.0.0', '::', '0', '', '192.168.0.1', '10.0.0.1', 'example', hostname(), '127.0.0.1.evil.example'];
  const nearly = [
    '127.1',
    '2130706433',
    '::ffff:127.0.0.1',
    '0:0:0:0:0:0:0:1',
    'localhost.',
    ' localhost',
    '127.0.0.1 ',
  ];

  it.each([...hosts, ...nearly])('demands a token where it listens on «%s»', async (host) => {
    const refusal = { code: 'bad-argument', message: expect.stringContaining('give a token') };
    await expect(startDashboard({ sources: ['.'], port: 0, host })).rejects.toMatchObject(refusal);
    const short = startDashboard({ sources: ['.'], port: 0, host, token: 'fifteen letters' });
    await expect(short).rejects.toMatchObject({ code: 'bad-argument' });
    tally.count('hosts refused without a token');
  });
});

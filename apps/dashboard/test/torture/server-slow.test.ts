import type { AddressInfo } from 'node:net';
import { makeRandom, makeTally, SEED, TIMEOUT, TIMES, times } from '@orderflow/torture';
import { describe, expect, it, onTestFinished } from 'vitest';
import { CONNECTION_LIMITS, type ConnectionLimits } from '../../src/server/connections/connection-limits.ts';
import { makeServer } from '../../src/server/connections/make-server.ts';
import { INSTRUMENT, makeFuzzedApp } from './support/fuzzed-app.ts';
import { drip, openRaw } from './support/raw-client.ts';

const tally = makeTally('server', 'slow');
const random = makeRandom(SEED);
const SECOND = 1000;
const MEGABYTE = 1024 * 1024;
/** The short form is in a hurry; a longer one waits as a user's server does. */
const LIMITS: ConnectionLimits =
  TIMES > 1 ? CONNECTION_LIMITS : { ...CONNECTION_LIMITS, headersMs: 500, requestMs: 1000, stallMs: 1000, lookMs: 100 };
/** A busy machine is late. */
const SLACK_MS = 12 * SECOND;
const MOST_CLIENTS_A_KIND = 100;
const ANSWER_BYTES = 8 * MEGABYTE;
const CLIENTS = 20;
const HEAD = 'GET /api/v1/settings HTTP/1.1\r\nHost: 127.0.0.1\r\n';
const POST = 'POST /api/v1/processing HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n';

type Fetch = Parameters<typeof makeServer>[0];

interface Listening {
  readonly port: number;
  /** How many connections the server has had. */
  accepted(): number;
  /** How many connections it holds. */
  connections(): Promise<number>;
}

async function listen(fetch: Fetch, limits = LIMITS): Promise<Listening> {
  const server = makeServer(fetch, limits);
  let accepted = 0;
  server.on('connection', () => accepted++);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(
    () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  );
  const connections = () => new Promise<number>((resolve) => server.getConnections((_, count) => resolve(count)));
  return { port: (server.address() as AddressInfo).port, accepted: () => accepted, connections };
}

/** How a client holds a connection: what it says first, and what it goes on saying. */
const SLOW: Readonly<Record<string, readonly [first: string, more: (() => string) | null]>> = {
  'says nothing': ['', null],
  'stops within the first line': ['GET /api/v1/se', null],
  'stops before the end of its head': [`${HEAD}Accept: */*\r\n`, null],
  'says a header now and then': [HEAD, () => `X-${Math.floor(1e6 * random())}: a\r\n`],
  'says a letter now and then': ['', () => 'G'],
  'stops within its body': [`${POST}Content-Length: 1000\r\n\r\n{"files":`, null],
  'says a letter of its body now and then': [`${POST}Content-Length: 100000\r\n\r\n`, () => 'a'],
  'says a chunk now and then': [`${HEAD}Transfer-Encoding: chunked\r\n\r\n`, () => '1\r\na\r\n'],
  'sends a body that nobody wants, for ever': [`${HEAD}Content-Length: 999999999999\r\n\r\n`, () => 'a'.repeat(10_000)],
};

describe('a client that is slow to ask', () => {
  it('is sent away, and holds up nobody', { timeout: TIMEOUT }, async () => {
    const { app, errors } = await makeFuzzedApp();
    const { port } = await listen(app.fetch);
    const each = Math.min(MOST_CLIENTS_A_KIND, times(10));
    const ends = Object.entries(SLOW).map(async ([kind, [first, more]]) => {
      const clients = Array.from({ length: each }, () => openRaw(port, first));
      if (more !== null) for (const client of clients) drip(client, LIMITS.lookMs / 2, more);
      const longest = Math.max(...(await Promise.all(clients.map(({ ended }) => ended))));
      expect(longest, kind).toBeLessThan(LIMITS.requestMs + 2 * LIMITS.lookMs + SLACK_MS);
      tally.count('slow connections ended', clients.length);
    });
    expect((await fetch(`http://127.0.0.1:${port}/api/v1/sources`)).status).toBe(200);
    await Promise.all(ends);
    expect((await fetch(`http://127.0.0.1:${port}/api/v1/sources`)).status).toBe(200);
    expect(errors).toEqual([]);
  });
});

const TOO_LONG = 'a'.repeat(20_000);

/** What is asked that is too much, or no HTTP, and the status that it gets; 0 is the end of the connection. */
const TOO_MUCH: Readonly<Record<string, readonly [text: string, status: number]>> = {
  'a path of 20 kB': [`GET /${TOO_LONG} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n`, 431],
  'a header of 20 kB': [`${HEAD}X-A: ${TOO_LONG}\r\n\r\n`, 431],
  'ten thousand headers': [`${HEAD}${'A: b\r\n'.repeat(10_000)}\r\n`, 431],
  'a body of 2 MB': [`${POST}Content-Length: ${2 * MEGABYTE}\r\n\r\n${'a'.repeat(2 * MEGABYTE)}`, 413],
  'a body said to be endless': [`${POST}Content-Length: 9007199254740991\r\n\r\n`, 413],
  'a body without a length': [`${POST}Transfer-Encoding: chunked\r\n\r\n`, 411],
  'two lengths': [`${POST}Content-Length: 1\r\nContent-Length: 2\r\n\r\na`, 400],
  'a length and chunks': [`${POST}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`, 400],
  'a negative length': [`${POST}Content-Length: -1\r\n\r\n`, 400],
  'a folded header': [`${HEAD}X-A: a\r\n b: c\r\nX-B\r\n\r\n`, 400],
  'a space before a colon': [`${HEAD}Content-Length : 5\r\n\r\n`, 400],
  'two hosts': [`${HEAD}Host: evil.example\r\n\r\n`, 421],
  'no host': ['GET /api/v1/settings HTTP/1.1\r\n\r\n', 400],
  'a tunnel': ['CONNECT evil.example:443 HTTP/1.1\r\nHost: evil.example:443\r\n\r\n', 0],
  'another protocol': [`${HEAD}Connection: Upgrade\r\nUpgrade: websocket\r\n\r\n`, 200],
  'HTTP/2': ['PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', 400],
  HTTPS: ['\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03', 400],
};

describe('a client that asks too much', () => {
  it('is refused', { timeout: TIMEOUT }, async () => {
    const { app, errors } = await makeFuzzedApp();
    const { port } = await listen(app.fetch);
    for (const [what, [text, status]] of Object.entries(TOO_MUCH)) {
      const client = openRaw(port, text);
      await expect.poll(() => client.text() !== '' || client.socket.closed, { timeout: SLACK_MS }).toBe(true);
      expect(/^HTTP\/1\.1 (\d+) /.exec(client.text())?.[1] ?? '0', what).toBe(String(status));
      client.socket.destroy();
      tally.count('odd requests refused');
    }
    expect((await fetch(`http://127.0.0.1:${port}/api/v1/sources`)).status).toBe(200);
    expect(errors).toEqual([]);
  });

  it('gets all its answers, in order, where it asks a thousand times at once', { timeout: TIMEOUT }, async () => {
    const { app } = await makeFuzzedApp();
    const { port } = await listen(app.fetch);
    const asked = Array.from({ length: times(1000) }, (_, index) => `/${index}`);
    const client = openRaw(port, asked.map((path) => `HEAD ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n`).join(''));
    client.socket.end('GET /api/v1/settings HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n');
    await client.ended;
    const answers = client.text().split('HTTP/1.1 ').slice(1);
    expect(answers.map((answer) => answer.slice(0, 3))).toEqual([...asked.map(() => '404'), '200']);
    tally.count('requests pipelined', asked.length);
  });
});

describe('a client that wants heads alone', () => {
  it('leaves nothing behind that goes on for it', { timeout: TIMEOUT }, async () => {
    const { app, errors, listeners } = await makeFuzzedApp({ allowProcessing: true });
    const routes = ['processing/events', 'summary', 'quality', 'sources', `series/${INSTRUMENT}?series=obi&pixels=9`];
    const { port } = await listen(app.fetch);
    const headers = { accept: 'text/event-stream' };
    for (let count = 0; count < times(100); count++) {
      const address = `http://127.0.0.1:${port}/api/v1/${routes[count % routes.length]}`;
      expect((await fetch(address, { method: 'HEAD', headers })).status).toBe(200);
    }
    await expect.poll(listeners, { timeout: SLACK_MS }).toBe(0);
    const gone = new AbortController();
    const events = await fetch(`http://127.0.0.1:${port}/api/v1/processing/events`, { signal: gone.signal });
    expect([events.status, listeners()]).toEqual([200, 1]);
    gone.abort();
    await expect.poll(listeners, { timeout: SLACK_MS }).toBe(0);
    expect(errors).toEqual([]);
    tally.count('heads of endless answers', times(100));
  });
});

describe('a client that is slow to listen', () => {
  const answer = () => new Response(new Uint8Array(ANSWER_BYTES));

  it('is sent away, at once where answers that wait take too much memory', { timeout: TIMEOUT }, async () => {
    const waitingBytes = 40 * MEGABYTE;
    for (const [limits, left] of [
      [LIMITS, 0],
      [{ ...LIMITS, stallMs: 3600 * SECOND, waitingBytes }, waitingBytes / ANSWER_BYTES],
    ] as const) {
      const { port, accepted, connections } = await listen(answer, limits);
      const clients = Array.from({ length: CLIENTS }, () => openRaw(port, `${HEAD}\r\n`));
      for (const { socket } of clients) socket.pause();
      await expect.poll(accepted, { timeout: SLACK_MS }).toBe(CLIENTS);
      await expect.poll(connections, { timeout: LIMITS.stallMs + SLACK_MS }).toBeLessThanOrEqual(left);
      for (const { socket } of clients) socket.destroy();
      tally.count('connections ended that do not listen', clients.length);
    }
  });

  it('stays where it listens slowly but does, and where its answer takes long to make', {
    timeout: TIMEOUT,
  }, async () => {
    const limits = { ...LIMITS, stallMs: SECOND, lookMs: 100 };
    const slow = (await listen(answer, limits)).port;
    const client = openRaw(slow, `${HEAD}Connection: close\r\n\r\n`);
    const timer = setInterval(() => {
      client.socket.resume();
      setTimeout(() => client.socket.pause(), 20);
    }, 200);
    await client.ended;
    clearInterval(timer);
    expect(client.text().length).toBeGreaterThan(ANSWER_BYTES);
    const { port: late } = await listen(async () => {
      await new Promise((resolve) => setTimeout(resolve, 3 * SECOND));
      return new Response('late');
    }, limits);
    expect(await (await fetch(`http://127.0.0.1:${late}/`)).text()).toBe('late');
  });
});

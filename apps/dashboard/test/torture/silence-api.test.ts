import { mkdirSync, renameSync, rmSync, truncateSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join, sep } from 'node:path';
import {
  HOSTILE,
  LONG,
  makeChoice,
  makeRandom,
  makeTally,
  plantSecrets,
  SECRETS,
  SEED,
  TIMEOUT,
  times,
  UNSAFE,
} from '@orderflow/torture';
import { expect, it } from 'vitest';
import { changeFile, sampleFile, storedFile, temporaryFolder } from '../server/support/sample-files.ts';
import type { ApiDocument } from './support/api-document.ts';
import { INSTRUMENT, makeFuzzedApp } from './support/fuzzed-app.ts';
import { type GeneratedRequest, RequestGenerator } from './support/request-generator.ts';

const REQUESTS = 600;
const tally = makeTally('silence', 'api');
const random = makeRandom(SEED);
const { pick } = makeChoice(random);
/** Where this machine keeps the files of people and of this checkout, whole and by their first folders. */
const OWN_FOLDERS = [homedir(), tmpdir(), process.cwd()].filter((path) => path !== '/');
const FIRST_FOLDERS = [
  'home',
  'root',
  'usr',
  'var',
  'etc',
  'proc',
  'Users',
  ...OWN_FOLDERS.map((path) => path.split(sep)[1]!),
];
/** An absolute path of this machine, or of one like it. */
const PATH = new RegExp(
  `(?<![\\w.:/-])/(?:${FIRST_FOLDERS.map((name) => name.replace(/\W/g, '\\$&')).join('|')})/|[A-Z]:\\\\`,
);
/** What the server says in its own words; the rest are data, such as names of instruments. */
const WORDS = new Set(['detail', 'title', 'reason', 'message', 'error', 'warning', 'warnings']);
const AUTHORIZED = { host: '127.0.0.1', authorization: `Bearer ${SECRETS.token}` };

/** A folder that is served, with everything wrong in it, and files that break while they are. */
async function plantedFolder(): Promise<string> {
  const folder = join(temporaryFolder(), SECRETS.folder);
  mkdirSync(folder);
  const sample = (where: string, name: string) =>
    sampleFile(where, name, { snapshots: 120, levels: 3, tradesPerSecond: 2 });
  await plantSecrets(folder, { sample, change: changeFile });
  await storedFile(folder, 'overlapping.db', { snapshots: 60 });
  await storedFile(folder, 'breaking.db', { snapshots: 400, instruments: ['ETH-USDT'] });
  await storedFile(folder, 'going.db', { snapshots: 400, instruments: ['SOL-USDT'] });
  return folder;
}

/** Every text that the server says in its own words, wherever it stands in an answer. */
function wordsIn(value: unknown, isWords = false): readonly string[] {
  if (typeof value === 'string') return isWords ? [value] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    wordsIn(inner, WORDS.has(key) || (isWords && Array.isArray(value))),
  );
}

/** An answer in full; of news of processing, which have no end, the first. */
async function textOf(what: string, answer: Response): Promise<string> {
  if (!what.includes('/processing/events') || answer.status !== 200 || answer.body === null) return answer.text();
  for await (const chunk of answer.body) return new TextDecoder().decode(chunk);
  return '';
}

/** What an answer holds as JSON: all of it, or an event each. */
function documentsIn(headers: Headers, text: string): readonly unknown[] {
  const type = headers.get('content-type') ?? '';
  if (type.endsWith('json')) return text === '' ? [] : [JSON.parse(text)];
  const events = text.split('\n').filter((line) => line.startsWith('data: '));
  return events.map((line) => JSON.parse(line.slice('data: '.length)));
}

/** What is wrong with an answer. */
function faultOf({ status, headers }: Response, text: string): string | null {
  const head = JSON.stringify([...headers]);
  const secret = Object.values(SECRETS).find((one) => text.includes(one) || head.includes(one));
  if (secret !== undefined) return `it tells ${secret}`;
  if (OWN_FOLDERS.some((path) => text.includes(path))) return 'it tells a folder of this machine';
  const words = documentsIn(headers, text).flatMap((document) => wordsIn(document));
  if (words.some((one) => PATH.test(one))) return 'it tells a path of the machine';
  if (words.some((one) => /x{81}/.test(one))) return 'it holds a value that is not cut';
  if (status >= 400 && UNSAFE.test(text)) return 'it hands on control characters';
  return words.some((one) => UNSAFE.test(one)) ? 'it hands on control characters' : null;
}

it('tells nobody more than it must, whatever goes wrong', { timeout: TIMEOUT }, async () => {
  process.env.ORDERFLOW_PLANTED = SECRETS.environment;
  const folder = await plantedFolder();
  const guard = { host: '127.0.0.1', token: SECRETS.token };
  const { app, errors } = await makeFuzzedApp({ guard, allowProcessing: true, sources: [folder] });
  const ask = (path: string, init: RequestInit = {}) =>
    app.fetch(new Request(`http://127.0.0.1/api/v1/${path}`, { headers: AUTHORIZED, ...init }));
  const document: ApiDocument = await (await ask('openapi.json')).json();
  const generator = new RequestGenerator(document, random, INSTRUMENT);
  const statuses: Record<number, number> = {};
  const look = async (what: string, answer: Response) => {
    const text = await textOf(what, answer);
    const fault = faultOf(answer, text);
    if (fault !== null) expect.fail(`${fault}: ${what}: ${answer.status} ${text.slice(0, 3000)}`);
    statuses[answer.status] = (statuses[answer.status] ?? 0) + 1;
    tally.count('answers of the API searched for secrets');
    return text;
  };
  const sources = JSON.parse(await look('sources', await ask('sources')));
  const ids: readonly string[] = sources.files.map(({ id }: { id: string }) => id);
  expect(ids.length).toBeGreaterThan(10);
  for (let count = 0; count < times(REQUESTS); count++) {
    if (count === REQUESTS / 3) truncateSync(join(folder, 'breaking.db'), 30_000);
    if (count === REQUESTS / 2) rmSync(join(folder, 'going.db'));
    if (count === (2 * REQUESTS) / 3) renameSync(join(folder, 'good.db'), join(folder, 'moved.db'));
    const request = aim(generator.next(), ids);
    const { method, path, body } = request;
    await look(`${method} ${path}`, await app.fetch(requestOf(request)));
    if (method === 'POST' && body !== null) {
      await look(
        body,
        await ask('processing', { method, body, headers: { ...AUTHORIZED, 'content-type': 'application/json' } }),
      );
    }
  }
  const headers = { ...AUTHORIZED, 'content-type': 'application/json' };
  const isTaken = async () => {
    // Files have gone since, and come.
    const { files } = JSON.parse(await look('sources', await ask('sources')));
    const body = JSON.stringify({ files: files.map(({ id }: { id: string }) => id) });
    const answer = await ask('processing', { method: 'POST', body, headers });
    await look('start', answer.clone());
    return answer.status === 202;
  };
  await expect.poll(isTaken, { timeout: 100_000 }).toBe(true);
  const state = async () => JSON.parse(await look('processing', await ask('processing')));
  await expect.poll(async () => (await state()).status, { timeout: 100_000 }).not.toBe('running');
  const failed = (await state()).files.filter(({ problem }: { problem: unknown }) => problem !== null);
  expect(failed.length).toBeGreaterThan(5);
  tally.count('failures of processing searched for secrets', failed.length);
  expect(Object.keys(statuses).map(Number)).toEqual(expect.arrayContaining([200, 400, 401, 404, 409, 422]));
  // What nobody foresaw is told to nobody, and would be a defect of its own.
  expect(errors).toEqual([]);
});

/** Half of all requests ask for a file, an instrument or a job that there is. */
function aim(request: GeneratedRequest, ids: readonly string[]): GeneratedRequest {
  const { path, body } = request;
  const name = pick([INSTRUMENT, 'ETH-USDT', 'SOL-USDT', `${HOSTILE}${LONG}i`]);
  const aimed = path
    .replace(/file=[\w%-]*/, `file=${pick(ids)}`)
    .replace(/instrument=BTC-USDT/, `instrument=${encodeURIComponent(name)}`)
    .replace(/\/BTC-USDT/, `/${encodeURIComponent(name)}`);
  if (random() < 0.3) return request;
  return { ...request, path: aimed, body: body === null ? null : JSON.stringify({ files: [pick(ids)] }) };
}

function requestOf({ method, path, headers, body }: GeneratedRequest): Request {
  const sent = new Headers({ ...AUTHORIZED, ...(body !== null && { 'content-type': 'application/json' }) });
  for (const [name, value] of headers) sent.set(name, value);
  return new Request(`http://127.0.0.1${path}`, { method, headers: sent, body });
}

import { makeRandom, makeTally, SEED, TIMEOUT, times } from '@orderflow/torture';
import { expect, it } from 'vitest';
import { type ApiDocument, mismatchOf } from './support/api-document.ts';
import { INSTRUMENT, makeFuzzedApp } from './support/fuzzed-app.ts';
import { type GeneratedRequest, RequestGenerator } from './support/request-generator.ts';

const REQUESTS = 5000;
/** Answers are looked into as a whole now and then: it takes longer than to make them. */
const LOOK_INTO_EVERY = 5;
const LONGEST_ANSWER = 2_000_000;
const UNSAFE = /[\p{Cc}\u2028\u2029\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]/u;
const tally = makeTally('server', 'fuzz');

function requestOf({ method, path, headers, body }: GeneratedRequest): Request {
  const sent = new Headers({ host: '127.0.0.1', ...(body !== null && { 'content-type': 'application/json' }) });
  for (const [name, value] of headers) sent.set(name, value);
  return new Request(`http://127.0.0.1${path}`, { method, headers: sent, body });
}

/** What is wrong with an answer; null where nothing is. */
function faultOf({ method, verdict }: GeneratedRequest, { status, headers }: Response, text: string): string | null {
  if (status >= 500) return 'it fails';
  if (headers.get('content-security-policy')?.startsWith("default-src 'none'") !== true) return 'it has no policy';
  if (text.length > LONGEST_ANSWER) return 'it is too long';
  if (verdict === 'bad' && status !== 400) return 'it takes what is wrong';
  if (verdict === 'good' && ![200, 403, 404, 409].includes(status)) return 'it refuses what is right';
  return status < 400 || method === 'HEAD' ? null : faultOfProblem(status, headers, text);
}

/** What is wrong with a refusal. */
function faultOfProblem(status: number, headers: Headers, text: string): string | null {
  if (headers.get('content-type') !== 'application/problem+json') return 'it is no problem document';
  const problem = JSON.parse(text);
  if (problem.status !== status || typeof problem.code !== 'string') return 'its document does not say what it is';
  if (typeof problem.detail !== 'string' || problem.detail.length > 500) return 'its detail is too long';
  if (UNSAFE.test(text)) return 'it holds control characters';
  return text.includes('x'.repeat(81)) ? 'it holds a value that is not cut' : null;
}

it('answers a fuzzed request with what is wanted, or says what is wrong with it', { timeout: TIMEOUT }, async () => {
  const { app, folder, errors } = await makeFuzzedApp();
  const host = { host: '127.0.0.1' };
  const document: ApiDocument = await (await app.request('/api/v1/openapi.json', { headers: host })).json();
  const generator = new RequestGenerator(document, makeRandom(SEED), INSTRUMENT);
  const statuses: Record<number, number> = {};
  for (let count = 0; count < times(REQUESTS); count++) {
    const request = generator.next();
    const answer = await app.fetch(requestOf(request));
    const text = await answer.text();
    statuses[answer.status] = (statuses[answer.status] ?? 0) + 1;
    const isLookedInto = count % LOOK_INTO_EVERY === 0;
    const fault =
      faultOf(request, answer, text) ??
      (text.includes(folder) ? 'it names a path of the machine' : null) ??
      (isLookedInto ? mismatchIn(request, answer, text, document) : null);
    if (fault !== null || errors.length > 0) {
      const { operation: _, ...shown } = request;
      expect.fail(`${fault}: ${JSON.stringify(shown)}: ${answer.status} ${text.slice(0, 500)} ${errors[0]}`);
    }
  }
  tally.count('requests fuzzed from the OpenAPI document', times(REQUESTS));
  expect(Object.keys(statuses).map(Number)).toEqual(expect.arrayContaining([200, 400, 403, 404]));
});

/** Where an answer is not what the document says. */
function mismatchIn(
  { method, operation }: GeneratedRequest,
  { status, headers }: Response,
  text: string,
  document: ApiDocument,
): string | null {
  const isJson = headers.get('content-type')?.startsWith('application/json') === true;
  const schema = operation?.responses[status]?.content?.['application/json']?.schema;
  if (schema === undefined || !isJson || method !== 'GET') return null;
  tally.count('answers held against the OpenAPI document');
  return mismatchOf(JSON.parse(text), schema, document);
}

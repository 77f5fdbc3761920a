import { decodeColumns, decodeSeries, encodeSeries, printable } from '@orderflow/core';
import { makeRandom, makeTally, SEED, TIMEOUT, times, UNSAFE } from '@orderflow/torture';
import { expect, it } from 'vitest';
import { type ApiDocument, mismatchOf } from './support/api-document.ts';
import { INSTRUMENT, makeFuzzedApp } from './support/fuzzed-app.ts';
import { type GeneratedRequest, RequestGenerator } from './support/request-generator.ts';

const REQUESTS = 4000;
const PROCESSING_REQUESTS = 1000;
const MUST_BE = { good: 'served', bad: 'refused by name', odd: 'answered in some way' };
/** Answers are looked into as a whole now and then: it takes longer than to make them. */
const LOOK_INTO_EVERY = 5;
const LONGEST_ANSWER = 2_000_000;
const tally = makeTally('server', 'fuzz');

function requestOf({ method, path, headers, body }: GeneratedRequest): Request {
  const sent = new Headers({ host: '127.0.0.1', ...(body !== null && { 'content-type': 'application/json' }) });
  for (const [name, value] of headers) sent.set(name, value);
  return new Request(`http://127.0.0.1${path}`, { method, headers: sent, body });
}

/** An answer in full; of news of processing, which have no end, the first. */
async function bodyOf({ path }: GeneratedRequest, answer: Response): Promise<Uint8Array> {
  if (answer.headers.get('content-type') !== 'text/event-stream' || !path.includes('/processing/events')) {
    return new Uint8Array(await answer.arrayBuffer());
  }
  for await (const chunk of answer.body ?? []) return chunk;
  return new Uint8Array();
}

/** What is wrong with an answer; null where nothing is. */
function faultOf(request: GeneratedRequest, { status, headers }: Response, text: string): string | null {
  const { method, verdict } = request;
  if (status >= 500) return 'it fails';
  if (headers.get('content-security-policy')?.startsWith("default-src 'none'") !== true) return 'it has no policy';
  if (text.length > LONGEST_ANSWER) return 'it is too long';
  if (verdict === 'bad' && status !== 400) return 'it takes what is wrong';
  if (verdict === 'good' && ![200, 202, 403, 404, 409].includes(status)) return 'it refuses what is right';
  if (status < 400 || method === 'HEAD') return null;
  return faultOfProblem(status, headers, text) ?? (verdict === 'bad' ? faultOfNames(request, text) : null);
}

/** Whether a refusal names what is wrong, and nothing that is right. */
function faultOfNames({ wrong, right }: GeneratedRequest, text: string): string | null {
  const { detail, errors = [] }: Refusal = JSON.parse(text);
  tally.count('refusals held to the names of what is wrong');
  // A body that is none has no parameter to name.
  if (errors.length === 0) return wrong.includes('') && detail.length > 0 ? null : 'it names nothing';
  const isNamed = (name: string) =>
    errors.some(({ parameter, message }) =>
      parameter === '' && name !== '' ? message.includes(printable(name)) : parameter === name,
    );
  if (!wrong.some(isNamed)) return `it names none of ${wrong.join(', ')}`;
  const blamed = errors.find(({ parameter }) => right.includes(parameter));
  if (blamed !== undefined) return `it blames ${blamed.parameter}, which is right`;
  return errors.some(({ parameter }) => !detail.includes(parameter.slice(0, 40))) && detail.length < 500
    ? 'its detail does not say what'
    : null;
}

interface Refusal {
  readonly detail: string;
  readonly errors?: readonly { readonly parameter: string; readonly message: string }[];
}

/** Whether a binary body is what its codec makes of what it reads in it. */
function faultOfBytes(type: string, bytes: Uint8Array): string | null {
  if (!type.startsWith('application/vnd.orderflow.')) return null;
  tally.count('binary answers decoded');
  if (type === 'application/vnd.orderflow.columns') {
    return decodeColumns(bytes).columns.size > 0 ? null : 'it has no columns';
  }
  return Buffer.from(encodeSeries(decodeSeries(bytes))).equals(bytes) ? null : 'it is no series';
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

it.each([
  ['only reads', false, REQUESTS],
  ['processes', true, PROCESSING_REQUESTS],
] as const)(
  'answers what is right and names what is wrong where it %s',
  { timeout: TIMEOUT },
  async (_, allowProcessing, requests) => {
    const { app, folder, errors } = await makeFuzzedApp({ allowProcessing });
    const host = { host: '127.0.0.1' };
    const document: ApiDocument = await (await app.request('/api/v1/openapi.json', { headers: host })).json();
    const sources = await (await app.request('/api/v1/sources', { headers: host })).json();
    const ids = sources.files.map(({ id }: { id: string }) => id);
    const generator = new RequestGenerator(document, makeRandom(SEED), INSTRUMENT, allowProcessing ? ids : []);
    const statuses: Record<number, number> = {};
    for (let count = 0; count < times(requests); count++) {
      const request = generator.next();
      const answer = await app.fetch(requestOf(request));
      const bytes = await bodyOf(request, answer);
      const text = new TextDecoder().decode(bytes);
      tally.count(`requests that must be ${MUST_BE[request.verdict]}`);
      if (request.method === 'POST' && answer.status === 202) tally.count('runs of processing begun by them');
      statuses[answer.status] = (statuses[answer.status] ?? 0) + 1;
      const isLookedInto = count % LOOK_INTO_EVERY === 0;
      const fault =
        faultOf(request, answer, text) ??
        (answer.status === 200 && request.method === 'GET'
          ? faultOfBytes(answer.headers.get('content-type') ?? '', bytes)
          : null) ??
        (text.includes(folder) ? 'it names a path of the machine' : null) ??
        (isLookedInto ? mismatchIn(request, answer, text, document) : null);
      if (fault !== null || errors.length > 0) {
        const { operation: _, ...shown } = request;
        expect.fail(`${fault}: ${JSON.stringify(shown)}: ${answer.status} ${text.slice(0, 500)} ${errors[0]}`);
      }
    }
    tally.count('requests fuzzed from the OpenAPI document', times(requests));
    const wanted = [200, 400, 404, allowProcessing ? 202 : 403];
    expect(Object.keys(statuses).map(Number)).toEqual(expect.arrayContaining(wanted));
  },
);

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

it('does not blame the end of a span for a start that is too long', async () => {
  const { app } = await makeFuzzedApp();
  const path = `/api/v1/summary?start=${'x'.repeat(1000)}&end=0`;
  const { errors } = await (await app.request(path, { headers: { host: '127.0.0.1' } })).json();
  expect(errors).toMatchObject([{ parameter: 'start' }]);
});

import { START } from '../../server/support/sample-files.ts';
import type { ApiDocument, Operation, Parameter, Schema } from './api-document.ts';
import { RUN_ID } from './fuzzed-app.ts';

/** What must come of a request: `good` is served or not found, `bad` is refused by name, of `odd` nothing is known. */
type Verdict = 'good' | 'bad' | 'odd';

/** A request to send. */
export interface GeneratedRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: string | null;
  readonly verdict: Verdict;
  /** The operation that it is made of; null for an unknown route. */
  readonly operation: Operation | null;
}

interface Value {
  readonly text: string;
  readonly verdict: Verdict;
}

const HOSTILE = [
  '',
  ' ',
  '0',
  '-0',
  '-1',
  '1e3',
  '1.5',
  '0x10',
  'NaN',
  'Infinity',
  '9'.repeat(30),
  '__proto__',
  'constructor',
  '[object Object]',
  '\0',
  '\u001b[2J',
  '\u202e',
  '../../etc/passwd',
  '%2e%2e%2f',
  "' OR 1=1 --",
  '"; DROP TABLE book; --',
  '<script>alert(1)</script>',
  '{{7*7}}',
  'x'.repeat(150),
  'x'.repeat(1000),
  '\ud83d\ude80',
  'é',
];
const MOMENTS = [START, START + 1, START + 7777, START + 59_000, 0, START + 1e9];
const SPAN_MS = 60_000;
const MODELS = ['cross', 'risk-averse', 'probabilistic-power-1', 'touch', 'none'];
const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'FOO'];
const HEADERS = [
  ['accept', ['*/*', 'application/json', 'text/event-stream', 'text/html;q=0.9, */*', 'a'.repeat(5000)]],
  ['accept-encoding', ['gzip, deflate, br', 'identity;q=0', '*']],
  ['authorization', ['Bearer x', 'Basic YTpi', 'Bearer ', 'b\u00ff']],
  [
    'content-type',
    ['application/json', 'text/plain', 'multipart/form-data; boundary=x', 'application/json; charset=x'],
  ],
  ['cookie', ['orderflow_token=x', '=;=;;', 'a=%', `a=${'b'.repeat(4000)}`, '__proto__=1']],
  ['forwarded', ['for=1.2.3.4;host=evil.example;proto=https']],
  ['if-modified-since', ['Thu, 01 Jan 1970 00:00:00 GMT', 'never']],
  ['if-none-match', ['*', '"x"', 'W/"']],
  ['last-event-id', ['-1', '\u00e9']],
  ['range', ['bytes=0-', 'bytes=-1', 'bytes=0-0,0-0,0-0', `bytes=${'0-,'.repeat(1000)}`, 'rows=1-2']],
  ['referer', ['http://evil.example/', 'javascript:alert(1)']],
  ['user-agent', ['', '() { :;}; echo', '\u00ff'.repeat(100)]],
  ['x-forwarded-for', ['127.0.0.1', 'evil']],
  ['x-forwarded-host', ['evil.example']],
  ['x-http-method-override', ['DELETE']],
  ['x-original-url', ['/api/v1/processing']],
  ['upgrade-insecure-requests', ['1']],
] as const;
const BODIES = [
  '{"files":["a"]}',
  '{"files":["AAAAAAAAAAAAAAAA"],"force":true}',
  '{"files":[]}',
  '{"files":"a"}',
  '{"files":[1]}',
  '{"files":["a"],"force":1}',
  '{"files":["a"],"output":"/etc/passwd"}',
  '{"__proto__":{"files":["a"]},"files":["a"]}',
  '{',
  '',
  'null',
  '[]',
  '"x"',
  `${'['.repeat(10_000)}`,
  `{"files":[${'"a",'.repeat(1000)}"a"]}`,
  `{"files":["${'a'.repeat(10_000)}"]}`,
  '{"files":["\\u0000"]}',
  '{"files":["../../etc/passwd"]}',
];
const UNKNOWN_PARAMETERS = ['colour', '__proto__', 'Start', 'constructor', '\u202e\u009b31m', 'x'.repeat(150)];
/** What the server has not got. */
const UNKNOWN_ROUTES = ['', '..', 'sources/x', 'openapi.json/', 'Series/A', 'v1', 'processing/event', '%00', '*'];

/** Makes requests out of what the OpenAPI document says: good ones, and such as are wrong in every way. */
export class RequestGenerator {
  readonly #operations: readonly (readonly [method: string, path: string, operation: Operation])[];
  readonly #random: () => number;
  readonly #instrument: string;

  /** `instrument` is one that there is. */
  constructor(document: ApiDocument, random: () => number, instrument: string) {
    this.#random = random;
    this.#instrument = instrument;
    this.#operations = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => [method.toUpperCase(), path, operation] as const),
    );
  }

  /** The next request. */
  next(): GeneratedRequest {
    return this.#chance(0.05) ? this.#unknown() : this.#known();
  }

  #unknown(): GeneratedRequest {
    const path = `/api/v1/${this.#pick(UNKNOWN_ROUTES)}?${this.#query([['a', this.#pick(HOSTILE)]])}`;
    const method = this.#pick(METHODS);
    return { method, path, headers: this.#headers(), body: null, verdict: 'odd', operation: null };
  }

  #known(): GeneratedRequest {
    const [wanted, template, operation] = this.#pick(this.#operations);
    const method = this.#chance(0.05) ? this.#pick(METHODS) : wanted;
    const parameters = operation.parameters ?? [];
    const given = parameters.flatMap((parameter) => this.#valuesOf(parameter));
    let path = template;
    for (const { name, text } of given.filter((one) => one.in === 'path')) {
      path = path.replace(`{${name}}`, encodeURIComponent(text.toWellFormed()));
    }
    const query = given.filter((one) => one.in === 'query');
    const isSpan = inOrder(query);
    const verdicts = [...given.map(({ verdict }) => verdict), isSpan ? 'good' : 'bad'];
    if (query.length > 0 && this.#chance(0.05)) {
      query.push({
        name: this.#pick(UNKNOWN_PARAMETERS),
        in: 'query',
        text: 'x',
        verdict: 'bad',
      });
      verdicts.push('bad');
    }
    const body = operation.requestBody === undefined ? null : this.#pick(BODIES);
    const isPlain = method === wanted && body === null;
    return {
      method,
      path: `/api/v1${path}${query.length === 0 ? '' : `?${this.#query(query.map(({ name, text }) => [name, text]))}`}`,
      headers: this.#headers(),
      body: method === 'GET' || method === 'HEAD' ? null : body,
      verdict: isPlain ? worstOf(verdicts) : 'odd',
      operation,
    };
  }

  #valuesOf(parameter: Parameter): (Value & { name: string; in: Parameter['in'] })[] {
    const { name, required = false } = parameter;
    const where = { name, in: parameter.in };
    if (parameter.in === 'path') return [{ ...where, ...this.#pathText(parameter) }];
    if (this.#chance(required ? 0.03 : 0.6)) return required ? [{ ...where, text: '', verdict: 'bad' }] : [];
    const value = { ...where, ...this.#valueOf(parameter) };
    return this.#chance(0.02) ? [value, { ...value, verdict: 'bad' }] : [value];
  }

  #valueOf({ name, schema }: Parameter): Value {
    if (this.#chance(0.1)) return this.#hostile(name, schema);
    if (schema.enum !== undefined) return good(String(this.#pick(schema.enum)));
    if (name === 'instrument') return this.#instrumentText();
    if (name === 'strategy') return good('obi-market-maker');
    if (name === 'gapSeconds') return good(this.#pick(['0.001', '1', '30.5', '999999999']));
    if (name === 'depth') return good(this.#chance(0.3) ? 'all' : String(1 + this.#below(20)));
    if (name === 'file') return { text: this.#pick(['AAAAAAAAAAAAAAAA', 'a', '-_']), verdict: 'good' };
    if (['start', 'end', 'at'].includes(name)) return good(this.#moment());
    if (schema.type !== 'integer') throw new Error(`the generator does not know the parameter ${name}`);
    const { minimum, maximum } = schema;
    if (minimum === undefined || maximum === undefined) return { text: String(this.#below(100)), verdict: 'odd' };
    return good(String(this.#pick([minimum, maximum, minimum + this.#below(Math.min(maximum - minimum, 2000))])));
  }

  #hostile(name: string, schema: Schema): Value {
    const text = this.#chance(0.7) ? this.#pick(HOSTILE) : this.#noise();
    const { minimum = Number.MIN_SAFE_INTEGER, maximum = Number.MAX_SAFE_INTEGER } = schema;
    if (schema.enum !== undefined) return { text, verdict: 'bad' };
    if (schema.type === 'integer') {
      const value = /^-?\d{1,16}$/.test(text) ? Number(text) : Number.NaN;
      return { text, verdict: value >= minimum && value <= maximum ? 'odd' : 'bad' };
    }
    return { text, verdict: name === 'file' && !/^[\w-]{1,64}$/.test(text) ? 'bad' : 'odd' };
  }

  #pathText({ name }: Parameter): Value {
    if (name === 'instrument') return this.#instrumentText();
    if (!this.#chance(0.85)) return { text: this.#pick(HOSTILE), verdict: 'odd' };
    if (name === 'number') return good(String(this.#below(60)));
    return good(name === 'model' ? this.#pick(MODELS) : this.#pick([RUN_ID, RUN_ID.slice(0, 12), 'ffff']));
  }

  #instrumentText(): Value {
    if (this.#chance(0.85)) return good(this.#instrument);
    const text = this.#chance(0.5) ? this.#pick(HOSTILE) : this.#noise();
    return { text, verdict: 'odd' };
  }

  #moment(): string {
    const milliseconds = this.#chance(0.5) ? START + this.#below(SPAN_MS) : this.#pick(MOMENTS);
    const format = this.#below(4);
    if (format === 0) return new Date(milliseconds).toISOString();
    if (format === 1) return `${new Date(milliseconds).toISOString().slice(0, -1)}123456Z`;
    return format === 2 ? String(milliseconds) : `${milliseconds}000000`.replace(/^0+$/, '0');
  }

  #noise(): string {
    return Array.from({ length: this.#below(40) }, () => String.fromCharCode(this.#below(0x10000))).join('');
  }

  #headers(): (readonly [string, string])[] {
    if (this.#chance(0.5)) return [];
    return Array.from({ length: 1 + this.#below(4) }, () => {
      const [name, values] = this.#pick(HEADERS);
      return [name, this.#pick<string>(values)] as const;
    });
  }

  #query(values: readonly (readonly [string, string])[]): string {
    const encode = (text: string) => encodeURIComponent(text.toWellFormed());
    return values.map(([name, text]) => `${encode(name)}=${encode(text)}`).join('&');
  }

  #pick<Item>(items: readonly Item[]): Item {
    return items[this.#below(items.length)]!;
  }

  #below(limit: number): number {
    return Math.floor(this.#random() * limit);
  }

  #chance(share: number): boolean {
    return this.#random() < share;
  }
}

function good(text: string): Value {
  return { text, verdict: 'good' };
}

function worstOf(verdicts: readonly string[]): Verdict {
  if (verdicts.includes('odd')) return 'odd';
  return verdicts.includes('bad') ? 'bad' : 'good';
}

/** Whether the span, where both its bounds are good, ends after it starts. */
function inOrder(query: readonly (Value & { readonly name: string })[]): boolean {
  const [start, end] = ['start', 'end'].map((name) => query.find((one) => one.name === name && one.verdict === 'good'));
  return start === undefined || end === undefined || timeOf(start.text) < timeOf(end.text);
}

/** Nanoseconds of a good moment. */
function timeOf(text: string): bigint {
  if (/^\d+$/.test(text)) return BigInt(text) * (text.length > 13 ? 1n : 1_000_000n);
  return (
    BigInt(Date.parse(`${text.slice(0, 23).replace('Z', '')}Z`)) * 1_000_000n + BigInt(text.length > 24 ? 123_456 : 0)
  );
}

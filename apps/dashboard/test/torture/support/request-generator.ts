import { START } from '../../server/support/sample-files.ts';
import type { ApiDocument, Operation, Parameter } from './api-document.ts';
import { RUN_ID } from './fuzzed-app.ts';
import { BODIES, type Body, HEADERS, HOSTILE, METHODS, UNKNOWN_PARAMETERS, UNKNOWN_ROUTES } from './request-texts.ts';
import { type GivenValue, inOrder, type Value, type Verdict, verdictOf, worstOf } from './request-verdicts.ts';

/** A request to send. */
export interface GeneratedRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: string | null;
  readonly verdict: Verdict;
  /** The parameters that are wrong, or may be: a refusal must name one of them; empty stands for the whole body. */
  readonly wrong: readonly string[];
  /** Those that are right: none may be named. */
  readonly right: readonly string[];
  /** The operation that it is made of; null for an unknown route. */
  readonly operation: Operation | null;
}

const MOMENTS = [START, START + 1, START + 7777, START + 59_000, 0, START + 1e9];
const SPAN_MS = 60_000;
const MODELS = ['cross', 'risk-averse', 'probabilistic-power-1', 'touch', 'none'];

/** Makes requests out of what the OpenAPI document says: good ones, and such as are wrong in every way. */
export class RequestGenerator {
  readonly #operations: readonly (readonly [method: string, path: string, operation: Operation])[];
  readonly #random: () => number;
  readonly #instrument: string;
  readonly #files: readonly string[];

  /** `instrument` is one that there is, and `files` are ids of such as may be processed. */
  constructor(document: ApiDocument, random: () => number, instrument: string, files: readonly string[] = []) {
    this.#files = files;
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
    return {
      method,
      path,
      headers: this.#headers(),
      body: null,
      verdict: 'odd',
      wrong: [],
      right: [],
      operation: null,
    };
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
    const isForward = inOrder(query);
    if (query.length > 0 && this.#chance(0.05)) {
      query.push({ name: this.#pick(UNKNOWN_PARAMETERS), in: 'query', text: 'x', verdict: 'bad' });
    }
    const body = operation.requestBody === undefined ? null : this.#body();
    return {
      method,
      path: `/api/v1${path}${query.length === 0 ? '' : `?${this.#query(query.map(({ name, text }) => [name, text]))}`}`,
      ...this.#bodyAndHeaders(method, body),
      ...judge([...given.filter((one) => one.in === 'path'), ...query], {
        isForward,
        body,
        isWanted: method === wanted,
      }),
      operation,
    };
  }

  #body(): Body {
    if (this.#files.length === 0 || this.#chance(0.7)) return this.#pick(BODIES);
    return { text: JSON.stringify({ files: [this.#pick(this.#files)], force: this.#chance(0.5) }), wrong: null };
  }

  /** Of a body the type is its own: what another type makes of it is not known. */
  #bodyAndHeaders(method: string, body: Body | null) {
    const headers = this.#headers().filter(([name]) => body === null || name !== 'content-type');
    return { headers, body: body === null || method === 'GET' || method === 'HEAD' ? null : body.text };
  }

  #valuesOf(parameter: Parameter): GivenValue[] {
    const { name, required = false } = parameter;
    const where = { name, in: parameter.in };
    if (parameter.in === 'path') return [{ ...where, ...this.#pathText(parameter) }];
    if (this.#chance(required ? 0.03 : 0.6)) return required ? [{ ...where, text: '', verdict: 'bad' }] : [];
    const value = { ...where, ...this.#valueOf(parameter) };
    return this.#chance(0.02) ? [value, { ...value, verdict: 'bad' }] : [value];
  }

  #valueOf(parameter: Parameter): Value {
    if (this.#chance(0.1)) return this.#hostile(parameter);
    const text = this.#usualText(parameter);
    // Moments that are made here are good ones.
    const isKnown = ['start', 'end', 'at', 'strategy'].includes(parameter.name);
    return { text, verdict: isKnown ? 'good' : verdictOf(parameter, text) };
  }

  #usualText({ name, schema }: Parameter): string {
    if (schema.enum !== undefined) return String(this.#pick(schema.enum));
    if (name === 'instrument') return this.#instrument;
    if (name === 'strategy') return 'obi-market-maker';
    if (name === 'gapSeconds') return this.#pick(['0.001', '1', '30.5', '999999999']);
    if (name === 'foldMs') return this.#pick(['0.5', '1000', '1200000', '123456.789', '9999999999999']);
    if (name === 'depth') return this.#chance(0.3) ? 'all' : String(1 + this.#below(20));
    if (name === 'file') return this.#pick(['AAAAAAAAAAAAAAAA', 'a', '-_']);
    if (['start', 'end', 'at'].includes(name)) return this.#moment();
    if (schema.type !== 'integer') throw new Error(`the generator does not know the parameter ${name}`);
    const { minimum, maximum } = schema;
    if (minimum === undefined || maximum === undefined) return String(this.#below(100));
    return String(this.#pick([minimum, maximum, minimum + this.#below(Math.min(maximum - minimum, 2000))]));
  }

  #hostile(parameter: Parameter): Value {
    const text = (this.#chance(0.7) ? this.#pick(HOSTILE) : this.#noise()).toWellFormed();
    return { text, verdict: verdictOf(parameter, text) };
  }

  #pathText(parameter: Parameter): Value {
    if (!this.#chance(0.85)) {
      const value = this.#hostile(parameter);
      // Without a text it is another route.
      return value.text === '' ? { text: 'x', verdict: verdictOf(parameter, 'x') } : value;
    }
    const { name } = parameter;
    if (name === 'instrument') return good(this.#instrument);
    if (name === 'number') return good(String(this.#below(60)));
    return good(name === 'model' ? this.#pick(MODELS) : this.#pick([RUN_ID, RUN_ID.slice(0, 12), 'ffff']));
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

/** What must come of a request with these parts. */
function judge(
  values: readonly GivenValue[],
  {
    isForward,
    body,
    isWanted,
  }: { readonly isForward: boolean; readonly body: Body | null; readonly isWanted: boolean },
) {
  const wrongPart = body?.wrong ?? null;
  const isBad = !isForward || wrongPart !== null;
  const wrong = new Set(values.filter(({ verdict }) => verdict !== 'good').map(({ name }) => name));
  // Of a span with a bound of which nothing is known, the end may be blamed.
  if (!isForward || wrong.has('start')) wrong.add('end');
  if (wrongPart !== null) wrong.add(wrongPart);
  return {
    verdict: isWanted ? worstOf([...values.map(({ verdict }) => verdict), isBad ? 'bad' : 'good']) : 'odd',
    wrong: [...wrong],
    right: values.map(({ name }) => name).filter((name) => !wrong.has(name)),
  } as const;
}

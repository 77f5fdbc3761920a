import { isAbort, problemOf, unreachable } from './problem.ts';

const BASE = '/api/v1';

/** Values of a query; those that are null are left out. */
export type QueryValues = Readonly<Record<string, string | number | boolean | null | undefined>>;

/** How to ask. */
export interface RequestOptions {
  readonly method?: 'GET' | 'POST' | 'DELETE';
  readonly query?: QueryValues;
  readonly body?: unknown;
  readonly signal?: AbortSignal | undefined;
}

/** The address of a part of the API. */
export function apiUrl(path: string, query: QueryValues = {}): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== null && value !== undefined) parameters.set(name, String(value));
  }
  const text = parameters.toString();
  return `${BASE}${path}${text === '' ? '' : `?${text}`}`;
}

/**
 * Asks the API.
 * @throws ApiProblem where the answer is a problem, or where none comes.
 */
export async function request(path: string, options: RequestOptions = {}): Promise<Response> {
  const { method = 'GET', query, body, signal } = options;
  const init: RequestInit = { method };
  if (signal !== undefined) init.signal = signal;
  if (body !== undefined) {
    init.body = JSON.stringify(body);
    init.headers = { 'content-type': 'application/json' };
  }
  const response = await fetch(apiUrl(path, query), init).catch((error: unknown) => {
    throw isAbort(error) ? error : unreachable(error);
  });
  if (response.ok) return response;
  throw problemOf(response.status, await response.json().catch(() => null));
}

/** Asks the API for a JSON document. Its shape is that of the server's own schema. */
export async function requestJson<Body>(path: string, options?: RequestOptions): Promise<Body> {
  const response = await request(path, options);
  return (await response.json()) as Body;
}

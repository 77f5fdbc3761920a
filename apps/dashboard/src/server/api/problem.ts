import type { z } from '@hono/zod-openapi';
import { OrderflowError, type OrderflowErrorCode } from '@orderflow/core';
import { HTTPException } from 'hono/http-exception';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { type HiddenPath, publicText } from '../public-text.ts';
import { RequestAborted } from '../request-scope.ts';
import type { problemSchema } from './schemas.ts';

/** An error as RFC 9457 wants it. */
export type ProblemDocument = z.infer<typeof problemSchema>;

/** One parameter that cannot be used. */
export type ParameterProblem = NonNullable<ProblemDocument['errors']>[number];

const CLIENT_CLOSED_REQUEST = 499;

const STATUSES: Readonly<Record<OrderflowErrorCode, ContentfulStatusCode>> = {
  'bad-argument': 400,
  'bad-configuration': 400,
  'source-read-only': 403,
  'unknown-instrument': 404,
  'empty-range': 404,
  'overlapping-sources': 409,
  'settings-differ': 409,
  'foreign-metrics': 409,
  'source-unreadable': 422,
  'source-schema': 422,
  'bad-row': 422,
  'bad-strategy': 500,
  'out-of-memory': 507,
  'worker-died': 500,
  'broken-invariant': 500,
  'source-locked': 503,
  'storage-full': 507,
};

const TITLES: ReadonlyMap<number, string> = new Map([
  [400, 'Bad request'],
  [401, 'Not signed in'],
  [403, 'Not allowed'],
  [404, 'Not found'],
  [405, 'Method not allowed'],
  [409, 'Conflict'],
  [411, 'Length required'],
  [413, 'Too large'],
  [415, 'Wrong type of content'],
  [421, 'Wrong host'],
  [422, 'Unreadable data'],
  [499, 'Client closed request'],
  [500, 'Something went wrong'],
  [503, 'Try again'],
  [507, 'No space left'],
]);

/** An error of the server itself, with the status it is answered with. */
export class ProblemError extends Error {
  readonly status: ContentfulStatusCode;
  readonly code: string;
  readonly errors: readonly ParameterProblem[];

  constructor(status: ContentfulStatusCode, code: string, detail: string, errors: readonly ParameterProblem[] = []) {
    super(detail);
    this.name = 'ProblemError';
    this.status = status;
    this.code = code;
    this.errors = errors;
  }
}

/** The problem of an id that no file has. */
export function unknownFile(id: string): ProblemError {
  return new ProblemError(404, 'unknown-file', `there is no file ${id}; GET sources lists them`);
}

/** The document that tells of an error; what nobody foresaw says nothing of the machine. */
export function problemOf(error: unknown, hidden: readonly HiddenPath[]): ProblemDocument {
  if (error instanceof OrderflowError)
    return makeProblem(STATUSES[error.code], error.code, publicText(error.message, hidden));
  if (error instanceof ProblemError) {
    const problem = makeProblem(error.status, error.code, publicText(error.message, hidden));
    return error.errors.length === 0 ? problem : { ...problem, errors: [...error.errors] };
  }
  if (error instanceof HTTPException && error.status < 500) {
    return makeProblem(error.status, 'bad-request', publicText(error.message, hidden));
  }
  if (error instanceof RequestAborted) return makeProblem(CLIENT_CLOSED_REQUEST, 'aborted', error.message);
  return makeProblem(500, 'internal', 'the server failed; its log says more');
}

/** The answer that carries a problem. */
export function problemResponse(problem: ProblemDocument): Response {
  const headers: Record<string, string> = { 'content-type': 'application/problem+json' };
  if (problem.status === 503) headers['retry-after'] = '1';
  return new Response(JSON.stringify(problem), { status: problem.status, headers });
}

function makeProblem(status: number, code: string, detail: string): ProblemDocument {
  return { type: `urn:orderflow:problem:${code}`, title: TITLES.get(status) ?? 'Error', status, detail, code };
}

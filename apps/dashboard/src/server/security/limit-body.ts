import type { MiddlewareHandler } from 'hono';
import { ProblemError } from '../api/problem.ts';

/** Refuses requests whose body is too large, or does not say how large it is. */
export function limitBody(mostBytes: number): MiddlewareHandler {
  return ({ req }, next) => {
    if (req.method === 'POST' && req.header('transfer-encoding') !== undefined) {
      throw new ProblemError(411, 'length-required', 'say how long the body is: Content-Length');
    }
    if (Number(req.header('content-length') ?? 0) <= mostBytes) return next();
    throw new ProblemError(413, 'too-large', `a request holds at most ${mostBytes} bytes`);
  };
}

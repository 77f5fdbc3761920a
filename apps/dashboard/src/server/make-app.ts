import { Hono } from 'hono';
import { makeApi } from './api/api.ts';
import { ProblemError, problemOf, problemResponse } from './api/problem.ts';
import type { ClientFiles } from './client/client-files.ts';
import type { DashboardContext } from './dashboard-context.ts';
import { type GuardOptions, guardRequests } from './security/guard-requests.ts';
import { limitBody } from './security/limit-body.ts';
import { securityHeaders } from './security/security-headers.ts';

const MOST_BODY_BYTES = 1024 * 1024;
const FOR_EVER = 'public, max-age=31536000, immutable';

/** The whole dashboard as one function from requests to answers. */
export function makeApp(context: DashboardContext, guard: GuardOptions, client: ClientFiles): Hono {
  const app = new Hono();
  app.use(securityHeaders());
  app.use(guardRequests(guard));
  app.use(limitBody(MOST_BODY_BYTES));
  app.use(async (request, next) => {
    await next();
    // Nobody reads the body of such an answer: what makes it would wait for ever.
    if (request.req.method === 'HEAD') await request.res.body?.cancel();
  });
  app.use('/api/*', async (request, next) => {
    await next();
    request.header('cache-control', 'no-store');
  });
  app.route('/api/v1', makeApi(context));
  app.get('*', (request) => {
    const file = client.find(request.req.path);
    if (file === null) throw new ProblemError(404, 'unknown-page', 'there is no such page');
    const { body, type, isImmutable } = file;
    return request.body(body, 200, { 'content-type': type, 'cache-control': isImmutable ? FOR_EVER : 'no-cache' });
  });
  app.notFound(() => problemResponse(problemOf(new ProblemError(404, 'unknown-route', 'there is no such route'), [])));
  app.onError((error) => {
    const problem = problemOf(error, context.hidden());
    if (problem.code === 'internal') context.onError(error);
    return problemResponse(problem);
  });
  return app;
}

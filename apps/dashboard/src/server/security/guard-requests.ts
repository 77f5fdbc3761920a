import { createHash, timingSafeEqual } from 'node:crypto';
import { isIP } from 'node:net';
import { hostname } from 'node:os';
import type { Context, MiddlewareHandler } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import { ProblemError } from '../api/problem.ts';
import { isLoopback } from './is-loopback.ts';

const COOKIE = 'orderflow_token';
const BEARER = /^Bearer (.+)$/i;
const SAFE_METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD']);

/** Who may ask. */
export interface GuardOptions {
  /** The address that the server listens on. */
  readonly host: string;
  /** null where everybody on this machine may. */
  readonly token: string | null;
}

/**
 * Lets only those in who may: requests for a name of this machine (a page that rebinds its own name to this address is
 * refused), from no other site, with the token where there is one.
 */
export function guardRequests({ host, token }: GuardOptions): MiddlewareHandler {
  return async (request, next) => {
    checkHost(request, host);
    checkOrigin(request);
    if (token !== null) {
      const answer = checkToken(request, token);
      if (answer !== null) return answer;
    }
    return next();
  };
}

function checkHost(request: Context, host: string): void {
  const given = request.req.header('host') ?? '';
  const name = given
    .replace(/:\d+$/, '')
    .replace(/^\[(.*)\]$/, '$1')
    .toLowerCase();
  if (name === 'localhost' || (isIP(name) !== 0 && isLoopback(name))) return;
  // A page can rebind its name to this address, but an address is no name.
  if (!isLoopback(host) && (isIP(name) !== 0 || name === host.toLowerCase() || name === hostname().toLowerCase()))
    return;
  throw new ProblemError(421, 'wrong-host', 'this server is not called by that name: use its address');
}

function checkOrigin(request: Context): void {
  const { req } = request;
  const origin = req.header('origin');
  const site = req.header('sec-fetch-site');
  const isOwn = origin === undefined || origin === `http://${req.header('host')}`;
  // A link on another site may lead to the page; nothing there may read or change anything.
  const isLink = SAFE_METHODS.has(req.method) && req.header('sec-fetch-mode') === 'navigate' && req.path === '/';
  const isForeign = site === 'cross-site' || site === 'same-site';
  if (isOwn && (!isForeign || isLink)) return;
  throw new ProblemError(403, 'foreign-origin', 'requests from other sites are refused');
}

/** Null where the token is right; the answer where the page was opened with it: a cookie takes its place. */
function checkToken(request: Context, token: string): Response | null {
  const [, bearer] = BEARER.exec(request.req.header('authorization') ?? '') ?? [];
  const given = bearer ?? getCookie(request, COOKIE);
  if (given !== undefined && isSame(given, token)) return null;
  const inLink = request.req.path === '/' ? request.req.query('token') : undefined;
  if (inLink === undefined || !isSame(inLink, token)) {
    throw new ProblemError(401, 'token-needed', 'open the address with the token that the server was started with');
  }
  setCookie(request, COOKIE, token, { httpOnly: true, sameSite: 'Strict', path: '/' });
  return request.redirect(`/${queryWithoutToken(request.req.url)}`, 303);
}

/** The rest of a link as it stands: it holds the view. */
function queryWithoutToken(url: string): string {
  const [, query = ''] = /\?([^#]*)/.exec(url) ?? [];
  const rest = query.split('&').filter((parameter) => parameter !== '' && !/^token(=|$)/.test(parameter));
  return rest.length === 0 ? '' : `?${rest.join('&')}`;
}

function isSame(given: string, token: string): boolean {
  const [first, second] = [given, token].map((text) => createHash('sha256').update(text).digest());
  return timingSafeEqual(first!, second!);
}

import type { Server } from 'node:http';
import { createAdaptorServer } from '@hono/node-server';
import { CONNECTION_LIMITS, type ConnectionLimits } from './connection-limits.ts';
import { endStalledConnections } from './end-stalled-connections.ts';

/** A server that slow, silent and greedy clients do not hold up. */
export function makeServer(
  fetch: (request: Request) => Response | Promise<Response>,
  limits: ConnectionLimits = CONNECTION_LIMITS,
): Server {
  const serverOptions = {
    headersTimeout: limits.headersMs,
    requestTimeout: limits.requestMs,
    maxHeaderSize: limits.headerBytes,
    // Node looks at its time limits every half minute otherwise.
    connectionsCheckingInterval: limits.lookMs,
  };
  const server = createAdaptorServer({ fetch, serverOptions, overrideGlobalObjects: false }) as Server;
  server.maxConnections = limits.connections;
  endStalledConnections(server, limits);
  return server;
}

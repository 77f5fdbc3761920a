import type { Connection } from './connection.ts';

/** SQLite's count of what other connections wrote, as this connection has noticed so far or notices now. */
export function dataVersionOf({ database }: Connection): number {
  return database.pragma('data_version', { simple: true }) as number;
}

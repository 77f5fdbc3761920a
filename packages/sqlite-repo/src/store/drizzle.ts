import { createRequire } from 'node:module';

/**
 * Drizzle, in its CommonJS build: its ES modules import one another in so many circles that Node takes ten times as long
 * and 180 MB to link them.
 */
const load = createRequire(import.meta.url);

type Core = typeof import('drizzle-orm');
type Tables = typeof import('drizzle-orm/sqlite-core');
type Driver = typeof import('drizzle-orm/better-sqlite3');
type Migrator = typeof import('drizzle-orm/migrator');

export const { and, count, desc, eq, gt, lte, max, min, sql }: Core = load('drizzle-orm');
export const { index, integer, primaryKey, real, sqliteTable, text }: Tables = load('drizzle-orm/sqlite-core');
export const { drizzle }: Driver = load('drizzle-orm/better-sqlite3');
export const { readMigrationFiles }: Migrator = load('drizzle-orm/migrator');

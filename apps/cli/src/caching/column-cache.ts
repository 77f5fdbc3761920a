import { createHash, randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync, renameSync, rmSync, statSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { type DataSetMarket, HashedMarket, parseMarket } from '@orderflow/backtest';
import type { Log } from '../output/log.ts';
import { formatBytes } from '../output/numbers.ts';
import { escapeControls } from '../output/printable.ts';
import { makeByteHash } from '../runs/run-hash.ts';
import { ColumnsWriter, type OpenColumns, openColumns } from './columns-file.ts';
import { columnsInMemory, type KeptColumns } from './kept-columns.ts';

const ENDING = '.columns';
const PARTIAL = '.partial';
/** A file that nobody finished for so long was given up. */
const GIVEN_UP_MS = 86_400_000;
/** What is kept in memory at most, where nothing can be kept on the disk. */
const MOST_MEMORY_BYTES = 1024 ** 3;

/** Where columns are kept, and how many. */
export interface CacheOptions {
  /** Null keeps them in memory. */
  readonly folder: string | null;
  /** The most bytes that the folder holds; those that were used last stay. */
  readonly limitBytes: number;
  readonly log: Pick<Log, 'info' | 'warn' | 'debug'>;
}

/**
 * Keeps parsed markets in a folder of files, each under a key of all that it is made of; in memory where the folder
 * cannot be written. What is damaged is noticed when it is opened, and parsed anew. Who makes it closes it.
 */
export class ColumnCache {
  readonly #options: CacheOptions;
  readonly #open: OpenColumns[] = [];

  constructor(options: CacheOptions) {
    this.#options = options;
  }

  /** The columns of a market, parsed where they are not kept; null where they are too many to keep. */
  async load(key: string, market: DataSetMarket): Promise<KeptColumns | null> {
    const { folder, log } = this.#options;
    if (folder === null) return this.#parseToMemory(market);
    const name = createHash('sha256').update(key).digest('hex').slice(0, 32);
    const path = join(folder, `${name}${ENDING}`);
    const kept = this.#find(path, key);
    if (kept !== null) return kept;
    try {
      return await this.#parseToFile(path, key, market);
    } catch (error) {
      if (!isSystemError(error)) throw error;
      log.warn(`nothing can be kept in ${escapeControls(folder)} (${error.code}): what is parsed stays in memory`);
      return this.#parseToMemory(market);
    }
  }

  /** Closes what it opened. */
  close(): void {
    for (const columns of this.#open.splice(0)) columns.close();
  }

  #find(path: string, key: string): KeptColumns | null {
    if (statSync(path, { throwIfNoEntry: false }) === undefined) return null;
    try {
      const columns = openColumns(path, { key, verify: true });
      this.#open.push(columns);
      touch(path);
      return columns;
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      this.#options.log.warn(`kept columns cannot be used and are parsed anew: ${reason}`);
      rmSync(path, { force: true });
      return null;
    }
  }

  async #parseToFile(path: string, key: string, market: DataSetMarket): Promise<KeptColumns | null> {
    const { folder, limitBytes, log } = this.#options;
    mkdirSync(folder!, { recursive: true });
    removeRests(folder!);
    const partial = `${path}.${randomUUID()}${PARTIAL}`;
    const writer = new ColumnsWriter(partial);
    try {
      const hashed = new HashedMarket(market, makeByteHash);
      const index = await parseMarket(withSkipped(hashed, market), ({ bytes }) => {
        if (writer.bytes + bytes.length <= limitBytes) writer.add(bytes);
        else throw new TooLarge();
      });
      writer.finish(key, { ...index, digests: hashed.digests() });
      renameSync(partial, path);
    } catch (error) {
      if (!(error instanceof TooLarge)) throw error;
      log.warn(`the columns are more than ${formatBytes(limitBytes)}, and are parsed each time (--cache-limit)`);
      return null;
    } finally {
      writer.close();
      rmSync(partial, { force: true });
    }
    makeRoom(folder!, path, limitBytes);
    const columns = openColumns(path, { key, verify: false });
    this.#open.push(columns);
    return columns;
  }

  async #parseToMemory(market: DataSetMarket): Promise<KeptColumns | null> {
    const chunks: Uint8Array<SharedArrayBuffer>[] = [];
    const hashed = new HashedMarket(market, makeByteHash);
    let left = Math.min(MOST_MEMORY_BYTES, this.#options.limitBytes);
    try {
      const index = await parseMarket(withSkipped(hashed, market), ({ bytes }) => {
        left -= bytes.length;
        if (left < 0) throw new TooLarge();
        const shared = new Uint8Array(new SharedArrayBuffer(bytes.length));
        shared.set(bytes);
        chunks.push(shared);
      });
      return columnsInMemory({ ...index, digests: hashed.digests() }, chunks);
    } catch (error) {
      if (!(error instanceof TooLarge)) throw error;
      return null;
    }
  }
}

class TooLarge extends Error {}

function withSkipped(hashed: HashedMarket, market: DataSetMarket) {
  return {
    ...{ instruments: market.instruments, originMs: market.originMs, books: market.books, skipped: market.skipped },
    chunks: () => hashed.chunks(),
    get skippedRows() {
      return market.skippedRows;
    },
  };
}

/** Removes the files that were used longest ago, but for one, until the others take up no more than that. */
function makeRoom(folder: string, keep: string, limitBytes: number): void {
  const files = readdirSync(folder)
    .filter((name) => name.endsWith(ENDING))
    .map((name) => join(folder, name))
    .flatMap((path) => {
      const stats = statSync(path, { throwIfNoEntry: false });
      return stats === undefined
        ? []
        : { path, bytes: stats.size, usedAt: path === keep ? Number.POSITIVE_INFINITY : stats.mtimeMs };
    })
    .sort((one, other) => other.usedAt - one.usedAt);
  let bytes = 0;
  for (const file of files) {
    bytes += file.bytes;
    if (bytes > limitBytes && file.path !== keep) rmSync(file.path, { force: true });
  }
}

/** Removes what runs that were killed left behind. */
function removeRests(folder: string): void {
  for (const name of readdirSync(folder)) {
    if (!name.endsWith(PARTIAL)) continue;
    const stats = statSync(join(folder, name), { throwIfNoEntry: false });
    if (stats !== undefined && stats.mtimeMs < Date.now() - GIVEN_UP_MS) rmSync(join(folder, name), { force: true });
  }
}

/** The time of a file says when it was used last. */
function touch(path: string): void {
  const now = new Date();
  try {
    utimesSync(path, now, now);
  } catch {
    // A folder that can only be read keeps what it has.
  }
}

function isSystemError(error: unknown): error is NodeJS.ErrnoException & { readonly code: string } {
  return error instanceof Error && 'syscall' in error && 'code' in error;
}

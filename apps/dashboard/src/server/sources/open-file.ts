import {
  type Configuration,
  type DataPart,
  DataSet,
  type MetricSettings,
  type MetricsPresence,
  OrderflowError,
  type OrderflowRepository,
} from '@orderflow/core';
import { SQLiteOrderflowRepository } from '@orderflow/sqlite-repo';
import { runForAll } from '../request-scope.ts';
import { cooperative } from './cooperative.ts';
import { type FoundFile, isInPlace } from './file-finder.ts';

/** Settings whose parts are kept: those of the server, and what people try. */
const MOST_SETTINGS = 4;

/** What a file holds, read with some settings. */
export interface FileContents {
  readonly repository: OrderflowRepository;
  readonly parts: readonly DataPart[];
  readonly presence: MetricsPresence;
}

/** One file, open for reading as long as somebody reads it. */
export class OpenFile {
  readonly file: FoundFile;
  readonly #configuration: Configuration;
  readonly #contents = new Map<string, Promise<FileContents>>();
  #repository: SQLiteOrderflowRepository | null = null;
  #readers = 0;
  #isRetired = false;

  constructor(file: FoundFile, configuration: Configuration) {
    this.file = file;
    this.#configuration = configuration;
  }

  /** What the file holds, or why it cannot be read. */
  async contents(settings: MetricSettings): Promise<FileContents | OrderflowError> {
    try {
      return await this.#contentsOf(settings);
    } catch (error) {
      if (error instanceof OrderflowError) return error;
      throw error;
    }
  }

  /** Keeps the file open until the same number of `release`s. */
  acquire(): void {
    this.#readers++;
  }

  release(): void {
    this.#readers--;
    this.#closeWhereUnused();
  }

  /** The file has changed or is gone: it is closed when its last reader has finished. */
  retire(): void {
    this.#isRetired = true;
    this.#closeWhereUnused();
  }

  #contentsOf(settings: MetricSettings): Promise<FileContents> {
    const key = JSON.stringify([settings.depth, settings.tradeMatching, settings.maxLevelBytes]);
    const known = this.#contents.get(key);
    if (known !== undefined) return known;
    const contents = runForAll(() => this.#read(settings));
    contents.catch((error) => isPassing(error) && this.#contents.delete(key));
    const oldest = this.#contents.keys().next().value;
    if (this.#contents.size >= MOST_SETTINGS && oldest !== undefined) this.#contents.delete(oldest);
    this.#contents.set(key, contents);
    return contents;
  }

  async #read(settings: MetricSettings): Promise<FileContents> {
    const repository = cooperative(this.#open());
    const { batchSize } = this.#configuration;
    const { parts } = await DataSet.open([{ repository, metrics: repository }], { settings, batchSize });
    return { repository, parts, presence: await repository.tableExists() };
  }

  #open(): SQLiteOrderflowRepository {
    if (this.#repository !== null) return this.#repository;
    const { path, isFolder } = this.file;
    checkPlace(path);
    if (isFolder) {
      throw new OrderflowError(
        'source-unreadable',
        `${path}: the folder cannot be read: let this user list and open it`,
      );
    }
    const { maxLevelBytes, cacheSize } = this.#configuration;
    const repository = SQLiteOrderflowRepository.connect(path, { maxLevelBytes, cacheSize, partial: true });
    try {
      checkPlace(path);
    } catch (error) {
      repository.close();
      throw error;
    }
    this.#repository = repository;
    return repository;
  }

  #closeWhereUnused(): void {
    if (!this.#isRetired || this.#readers > 0) return;
    this.#repository?.close();
    this.#repository = null;
  }
}

/** A file may have become a link out of its folder since it was found, and while it was opened. */
function checkPlace(path: string): void {
  if (isInPlace(path)) return;
  throw new OrderflowError('source-unreadable', `${path}: it has become a link to another file, or is gone`);
}

/** Whether it is worth another try: a lock passes. */
export function isPassing(error: unknown): boolean {
  return !(error instanceof OrderflowError) || error.code === 'source-locked';
}

import { type Configuration, type DataPart, DataSet, type MetricSettings, OrderflowError } from '@orderflow/core';
import { unknownFile } from '../api/problem.ts';
import { type FoundFile, findFiles } from './file-finder.ts';
import { type FileContents, isPassing, OpenFile } from './open-file.ts';

/** How often the disk is asked for changes, at most, in milliseconds. */
const LOOK_EVERY_MS = 1000;
/** Looking into files that change all the time takes this share of the time, at most. */
const LOOKING_SHARE = 1 / 6;
const LEAST_CACHE_KIB = 256;
const MOST_DATA_SETS = 4;

/** A file and what it holds, or why it cannot be read. */
export interface ReadFile {
  readonly file: FoundFile;
  readonly contents: FileContents | OrderflowError;
}

/** All files as one data set. */
export interface LibraryView {
  readonly dataSet: DataSet;
  readonly files: readonly ReadFile[];
  /** Changes whenever a file does. */
  readonly version: string;
}

/** What a library is made of. */
export interface LibraryOptions {
  /** Files and folders. */
  readonly sources: readonly string[];
  readonly configuration: Configuration;
}

/** The files that the dashboard shows: open as long as they stay as they are, opened anew once they have changed. */
export class SourceLibrary {
  readonly #options: LibraryOptions;
  readonly #frozen = new Set<string>();
  #open = new Map<string, OpenFile>();
  readonly #views = new Map<string, Promise<LibraryView>>();
  #version = 0;
  #nextLook = 0;

  constructor(options: LibraryOptions) {
    this.#options = options;
  }

  /** The files as they are now. */
  files(): readonly FoundFile[] {
    this.#look();
    return Array.from(this.#open.values(), ({ file }) => file);
  }

  /** Hands all files, or the one chosen by its id, as one data set to `use`, and keeps them open meanwhile. */
  async withView<Result>(
    settings: MetricSettings,
    use: (view: LibraryView) => Promise<Result>,
    fileId?: string,
  ): Promise<Result> {
    this.#look();
    const open = this.#chosen(fileId);
    for (const file of open) file.acquire();
    try {
      return await use(await this.#view(settings, open));
    } finally {
      for (const file of open) file.release();
    }
  }

  /** While files are written, they are computed live from the rows as they were: they change all the time. */
  freeze(ids: readonly string[]): void {
    for (const id of ids) this.#frozen.add(id);
    this.#version++;
    this.#views.clear();
  }

  /** The files are written no more. */
  thaw(): void {
    this.#frozen.clear();
    this.#nextLook = 0;
  }

  /** Closes every file that nobody reads, and the others once they are read. */
  close(): void {
    for (const file of this.#open.values()) file.retire();
    this.#open.clear();
    this.#views.clear();
    this.#nextLook = Number.POSITIVE_INFINITY;
  }

  #look(): void {
    const now = performance.now();
    if (now < this.#nextLook) return;
    const found = findFiles(this.#options.sources);
    const { configuration } = this.#options;
    const cacheSize = Math.max(LEAST_CACHE_KIB, Math.floor(configuration.cacheSize / Math.max(1, found.length)));
    const open = new Map<string, OpenFile>();
    for (const file of found) {
      const known = this.#open.get(file.id);
      const isSame = known?.file.signature === file.signature || (known !== undefined && this.#frozen.has(file.id));
      open.set(file.id, isSame ? known : new OpenFile(file, { ...configuration, cacheSize }));
    }
    const gone = [...this.#open].filter(([id, file]) => open.get(id) !== file);
    const hasChanged = gone.length > 0 || open.size !== this.#open.size;
    this.#open = open;
    for (const [, file] of gone) file.retire();
    if (hasChanged) {
      this.#version++;
      this.#views.clear();
    }
    this.#nextLook = performance.now() + LOOK_EVERY_MS;
  }

  #chosen(fileId: string | undefined): readonly OpenFile[] {
    if (fileId === undefined) return [...this.#open.values()];
    const file = this.#open.get(fileId);
    if (file === undefined) throw unknownFile(fileId);
    return [file];
  }

  #view(settings: MetricSettings, open: readonly OpenFile[]): Promise<LibraryView> {
    const ids = open.length === this.#open.size ? 'all' : open.map(({ file }) => file.id);
    const key = JSON.stringify([settings.depth, settings.tradeMatching, ids]);
    const known = this.#views.get(key);
    if (known !== undefined) return known;
    const views = this.#views;
    const view = this.#makeView(settings, open);
    const forget = () => {
      if (views.get(key) === view) views.delete(key);
    };
    view.then(({ files }) => {
      if (files.some(({ contents }) => contents instanceof OrderflowError && isPassing(contents))) forget();
    }, forget);
    const oldest = views.keys().next().value;
    if (views.size >= MOST_DATA_SETS && oldest !== undefined) views.delete(oldest);
    views.set(key, view);
    return view;
  }

  async #makeView(settings: MetricSettings, open: readonly OpenFile[]): Promise<LibraryView> {
    const began = performance.now();
    const version = String(this.#version);
    const files: ReadFile[] = [];
    for (const one of open) files.push({ file: one.file, contents: await one.contents(settings) });
    const { batchSize } = this.#options.configuration;
    const parts = files.flatMap(({ file, contents }) => {
      if (contents instanceof OrderflowError) return [];
      return this.#frozen.has(file.id) ? contents.parts.map(asLive) : contents.parts;
    });
    const now = performance.now();
    this.#nextLook = Math.max(this.#nextLook, now + (now - began) / LOOKING_SHARE);
    return { dataSet: DataSet.of(parts, { settings, batchSize }), files, version };
  }
}

function asLive(part: DataPart): DataPart {
  return { ...part, state: null, reason: 'the metrics are being computed' };
}

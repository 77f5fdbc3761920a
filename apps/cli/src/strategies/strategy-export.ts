import { extname } from 'node:path';
import { pathToFileURL } from 'node:url';
import { statusOf } from '../sources/status-of.ts';
import { StrategyFileError } from './strategy-file-error.ts';
import { UserModules } from './user-modules.ts';

const EXTENSIONS: readonly string[] = ['.ts', '.mts', '.js', '.mjs'];

/** What a user's strategy file exports as `strategy`: an object, a class, or a function that makes one. */
export class StrategyExport {
  /** What is to be exported, for messages. */
  readonly wanted: string;
  readonly modules: UserModules;
  readonly #file: string;
  #takesInputs = false;

  /**
   * Takes a file, at an absolute path.
   * @throws StrategyFileError where there is none, or its name has another ending.
   */
  constructor(file: string, wanted: string) {
    checkFile(file);
    this.#file = file;
    this.wanted = wanted;
    this.modules = new UserModules(pathToFileURL(file).href);
  }

  /** Whether what was made last came of a class or function, which is given inputs. */
  get takesInputs(): boolean {
    return this.#takesInputs;
  }

  /**
   * Loads the file and makes what it exports; a class or function is given `inputs`. Each time from a fresh copy of the
   * file where `isFresh`.
   * @throws StrategyFileError for whatever is wrong with the file, naming file and line.
   */
  async make(inputs: readonly unknown[], { isFresh = false } = {}): Promise<unknown> {
    const exports = await this.#load(isFresh ? this.modules.copyOfEntry() : this.modules.entry);
    if (!Object.hasOwn(exports, 'strategy')) throw this.#missing(exports);
    const exported = exports.strategy;
    this.#takesInputs = typeof exported === 'function';
    if (typeof exported !== 'function') return exported;
    try {
      return isClass(exported) ? Reflect.construct(exported, inputs) : await exported(...inputs);
    } catch (error) {
      throw this.modules.explain(error, "making the strategy from 'strategy' failed");
    }
  }

  /** The error for an export that is no strategy. */
  refuse(complaint: string): StrategyFileError {
    return new StrategyFileError(`${this.placeOfExport()}: 'strategy' ${complaint}; export ${this.wanted}`);
  }

  /** File and line of the export, where they are known. */
  placeOfExport(): string {
    return this.modules.placeOfText(/^\s*export\b.*\bstrategy\b/);
  }

  async #load(url: string): Promise<Readonly<Record<string, unknown>>> {
    try {
      return await import(url);
    } catch (error) {
      throw this.modules.explain(error, 'the file cannot be loaded');
    }
  }

  #missing(exports: object): StrategyFileError {
    const names = Object.keys(exports);
    const found = names.length === 0 ? 'nothing' : names.join(', ').slice(0, 80);
    return new StrategyFileError(
      `${this.#file}: no export named 'strategy' (it exports ${found}); write export const strategy = ..., ${this.wanted}`,
    );
  }
}

function checkFile(file: string): void {
  if (statusOf(file)?.isFile() !== true) {
    throw new StrategyFileError(`${file}: there is no such strategy file; check the path`);
  }
  if (!EXTENSIONS.includes(extname(file))) {
    throw new StrategyFileError(`${file}: a strategy file ends in one of ${EXTENSIONS.join(', ')}; rename it`);
  }
}

function isClass(value: { toString(): string }): boolean {
  return /^class\b/.test(value.toString());
}

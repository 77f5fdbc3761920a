import { statSync } from 'node:fs';
import { extname } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Configuration, Strategy } from '@orderflow/core';
import { GuardedStrategy } from './strategies/guarded-strategy.ts';
import { StrategyFileError } from './strategies/strategy-file-error.ts';
import { UserModules } from './strategies/user-modules.ts';

const EXTENSIONS: readonly string[] = ['.ts', '.mts', '.js', '.mjs'];
const WHAT_TO_EXPORT = 'a strategy object, a class, or a function that takes the configuration and returns one';

/**
 * A user's own strategy, from a file in any folder, without a build. The file exports `strategy`: a `Strategy` object,
 * a class of them, or a function that makes one; class and function are given the configuration. It may import
 * `@orderflow/*` wherever it lies.
 * @param file An absolute path.
 * @throws StrategyFileError for whatever is wrong with the file, naming file and line; the strategy throws the same
 * where its own methods throw.
 */
export async function loadStrategyFile(file: string, configuration: Configuration): Promise<GuardedStrategy> {
  checkFile(file);
  const modules = new UserModules(pathToFileURL(file).href);
  const exports = await importEntry(modules);
  if (!Object.hasOwn(exports, 'strategy')) throw missingExport(file, exports);
  const strategy = await makeOne(exports.strategy, configuration, modules);
  checkShape(strategy, modules);
  return new GuardedStrategy(strategy, modules);
}

function checkFile(file: string): void {
  if (statSync(file, { throwIfNoEntry: false })?.isFile() !== true) {
    throw new StrategyFileError(`${file}: there is no such strategy file; check the path`);
  }
  if (!EXTENSIONS.includes(extname(file))) {
    throw new StrategyFileError(`${file}: a strategy file ends in one of ${EXTENSIONS.join(', ')}; rename it`);
  }
}

async function importEntry(modules: UserModules): Promise<Readonly<Record<string, unknown>>> {
  try {
    return await import(modules.entry);
  } catch (error) {
    throw modules.explain(error, 'the file cannot be loaded');
  }
}

function missingExport(file: string, exports: object): StrategyFileError {
  const names = Object.keys(exports);
  const found = names.length === 0 ? 'nothing' : names.join(', ').slice(0, 80);
  return new StrategyFileError(
    `${file}: no export named 'strategy' (it exports ${found}); write export const strategy = ..., ${WHAT_TO_EXPORT}`,
  );
}

async function makeOne(exported: unknown, configuration: Configuration, modules: UserModules): Promise<unknown> {
  if (typeof exported !== 'function') return exported;
  try {
    return isClass(exported) ? Reflect.construct(exported, [configuration]) : await exported(configuration);
  } catch (error) {
    throw modules.explain(error, "making the strategy from 'strategy' failed");
  }
}

function isClass(value: { toString(): string }): boolean {
  return /^class\b/.test(value.toString());
}

function checkShape(value: unknown, modules: UserModules): asserts value is Strategy {
  const complaint = complaintAbout(value);
  if (complaint === null) return;
  const place = modules.placeOfText(/^\s*export\b.*\bstrategy\b/);
  throw new StrategyFileError(`${place}: 'strategy' ${complaint}; export ${WHAT_TO_EXPORT}`);
}

function complaintAbout(value: unknown): string | null {
  if (typeof value !== 'object' || value === null) return `is ${value === null ? 'null' : `of type ${typeof value}`}`;
  const { name, reads, withTradeIds, onBooktick, finish } = value as Partial<Record<keyof Strategy, unknown>>;
  if (typeof name !== 'string' || name === '') return 'has no name, a text';
  if (reads !== undefined && reads !== 'metrics' && reads !== 'levels')
    return "has a reads other than 'metrics' or 'levels'";
  if (withTradeIds !== undefined && typeof withTradeIds !== 'boolean')
    return 'has a withTradeIds other than true or false';
  if (typeof onBooktick !== 'function') return 'has no method onBooktick(book)';
  if (typeof finish !== 'function') return 'has no method finish()';
  return null;
}

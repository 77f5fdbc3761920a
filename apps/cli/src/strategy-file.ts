import type { Configuration, Strategy } from '@orderflow/core';
import { GuardedStrategy } from './strategies/guarded-strategy.ts';
import { StrategyExport } from './strategies/strategy-export.ts';

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
  const exported = new StrategyExport(file, WHAT_TO_EXPORT);
  const strategy = await exported.make([configuration]);
  const complaint = complaintAbout(strategy);
  if (complaint !== null) throw exported.refuse(complaint);
  return new GuardedStrategy(strategy as Strategy, exported.modules);
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

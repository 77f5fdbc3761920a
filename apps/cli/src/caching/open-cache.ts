import type { Command } from 'commander';
import { readPositive } from '../backtesting/read-numbers.ts';
import type { CommandContext } from '../command-context.ts';
import { pathOption } from '../commands/command-options.ts';
import { ColumnCache } from './column-cache.ts';

const BYTES_A_MEGABYTE = 1_000_000;

/** Where parsed columns are kept, as it stands on the command line. */
export interface CacheFlags {
  readonly cache?: string;
  readonly cacheLimit: string;
}

/** Gives `command` the folder of parsed columns. */
export function addCacheOptions(command: Command): Command {
  return command
    .option('--cache <path>', 'a folder that keeps parsed books and trades for the next time')
    .option('--cache-limit <mb>', 'megabytes that the folder holds at most', '4096');
}

/** The cache that the command line names. */
export function openCache({ cache, cacheLimit }: CacheFlags, context: CommandContext): ColumnCache {
  const limitBytes = BYTES_A_MEGABYTE * readPositive('cache-limit', cacheLimit);
  return new ColumnCache({ folder: pathOption(cache, context) ?? null, limitBytes, log: context.log });
}

import { existsSync, readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { type Configuration, DEFAULT_CONFIGURATION, OrderflowError } from '@orderflow/core';
import { escapeControls, printable } from '../output/printable.ts';
import type { PartialConfiguration } from './configuration-schema.ts';
import { flagOf, givenSettings } from './setting-flags.ts';
import { validateSettings } from './validate-settings.ts';

/** The file that is read where none is named. */
const CONFIGURATION_FILE = 'orderflow.config.json';

/** Every setting takes less than a thousandth of it: what is larger is something else. */
const MOST_BYTES = 1024 * 1024;

/**
 * The settings of a run: a flag before the file before the default. The file is `options.config`, or
 * `orderflow.config.json` in `cwd` where that exists.
 * @throws OrderflowError `bad-configuration`, naming the flag, or the file and its key.
 */
export function loadConfiguration(options: Readonly<Record<string, unknown>>, cwd: string): Configuration {
  const flags = validateSettings(givenSettings(options), flagOf);
  const file = readConfigurationFile(options.config, cwd);
  return merge(merge(DEFAULT_CONFIGURATION, file), flags);
}

/** The same settings for one of several phases of a run, which share its lines of progress. */
export function forPhase(configuration: Configuration, phases: number): Configuration {
  return { ...configuration, logFrequency: Math.max(1, Math.floor(configuration.logFrequency / phases)) };
}

function readConfigurationFile(named: unknown, cwd: string): PartialConfiguration {
  const path = resolve(cwd, typeof named === 'string' ? named : CONFIGURATION_FILE);
  if (named === undefined && !existsSync(path)) return {};
  const shown = escapeControls(path);
  return validateSettings(parseJson(readText(path, shown), shown), (key) =>
    key === '' ? `${shown}: the whole file` : `${shown}: ${key}`,
  );
}

function readText(path: string, shown: string): string {
  try {
    const stats = statSync(path);
    if (!stats.isFile()) throw new Error('it is not a file');
    if (stats.size > MOST_BYTES)
      throw new Error(`it has ${stats.size} bytes; a configuration has at most ${MOST_BYTES}`);
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw badFile(`${shown} cannot be read`, error);
  }
}

function parseJson(text: string, shown: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw badFile(`${shown} is not JSON`, error);
  }
}

function badFile(what: string, cause: unknown): OrderflowError {
  const reason = printable(cause instanceof Error ? cause.message : String(cause));
  return new OrderflowError('bad-configuration', `${what}: ${reason}`, { cause });
}

function merge(base: Configuration, layer: PartialConfiguration): Configuration {
  const { alerts, ...rest } = layer;
  return { ...base, ...defined(rest), alerts: { ...base.alerts, ...defined(alerts ?? {}) } };
}

/** The entries that have a value: an explicit undefined must not hide a default. */
function defined<T extends object>(entries: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(entries).filter(([, value]) => value !== undefined)) as never;
}

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DEFAULT_CONFIGURATION } from '@orderflow/core';
import { Command } from 'commander';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadConfiguration } from '../../src/configuration/load-configuration.ts';
import { addSettingFlags, SETTING_FLAGS } from '../../src/configuration/setting-flags.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'orderflow-configuration-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** The options of a command line that takes every setting. */
function parse(...words: readonly string[]): Record<string, unknown> {
  const groups = [...new Set(SETTING_FLAGS.map(({ group }) => group))];
  return addSettingFlags(new Command().exitOverride(), groups).parse(words, { from: 'user' }).opts();
}

function write(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

describe('loadConfiguration', () => {
  it('is the default where nothing is said', () => {
    expect(loadConfiguration({}, folder)).toEqual(DEFAULT_CONFIGURATION);
  });

  it('puts a flag before the file and the file before the default', () => {
    write('orderflow.config.json', '{ "depth": 5, "batchSize": 10, "alerts": { "obiLevel": 0.5, "spreadBps": null } }');
    const configuration = loadConfiguration(parse('--depth', '7', '--alert-obi-level', '0.9'), folder);
    expect(configuration).toEqual({
      ...DEFAULT_CONFIGURATION,
      depth: 7,
      batchSize: 10,
      alerts: { ...DEFAULT_CONFIGURATION.alerts, obiLevel: 0.9, spreadBps: null },
    });
  });

  it('takes "none" on the command line for null', () => {
    expect(loadConfiguration(parse('--depth', 'none'), folder).depth).toBeNull();
  });

  it('takes a pair as it is written on paper', () => {
    expect(loadConfiguration(parse('--figure-size', '16x9.5'), folder).figureSize).toEqual([16, 9.5]);
    const help = addSettingFlags(new Command(), ['figure']).helpInformation();
    expect(help.replaceAll(/\s+/g, ' ')).toContain(
      '--figure-size <WxH> width and height of a picture in inches (default: 12x10)',
    );
  });

  it('reads the file that is named, relative to the folder', () => {
    write('other.json', '{ "depth": 3 }');
    expect(loadConfiguration({ config: 'other.json' }, folder).depth).toBe(3);
  });

  it('names the flag of a wrong value', () => {
    expect(() => loadConfiguration(parse('--batch-size', 'lots'), folder)).toThrow(
      '--batch-size must be a number, not "lots"',
    );
  });

  it('names the file and the key of a wrong value', () => {
    const path = write('orderflow.config.json', '{ "alerts": { "rearmRatio": 7 } }');
    expect(() => loadConfiguration({}, folder)).toThrow(`${path}: alerts.rearmRatio must be at most 1, not 7`);
  });

  it('reads no file of more than 1 MiB', () => {
    write('orderflow.config.json', `{ "depth": 3 }${' '.repeat(1024 * 1024 - 14)}`);
    expect(loadConfiguration({}, folder).depth).toBe(3);
    write('orderflow.config.json', `{ "depth": 3 }${' '.repeat(1024 * 1024 - 13)}`);
    expect(() => loadConfiguration({}, folder)).toThrow(/cannot be read: it has 1048577 bytes; a configuration has at/);
  });

  it('names a file that is missing or no JSON', () => {
    expect(() => loadConfiguration({ config: 'none.json' }, folder)).toThrow(/none\.json cannot be read: ENOENT/);
    write('orderflow.config.json', '{ depth: 3 }');
    expect(() => loadConfiguration({}, folder)).toThrow(/orderflow\.config\.json is not JSON: /);
  });
});

describe('SETTING_FLAGS', () => {
  it('has a flag for every setting', () => {
    const { alerts, ...rest } = DEFAULT_CONFIGURATION;
    const keys = [...Object.keys(rest), ...Object.keys(alerts).map((key) => `alerts.${key}`)];
    expect(SETTING_FLAGS.map(({ key }) => key).sort()).toEqual(keys.sort());
  });
});

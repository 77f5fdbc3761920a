import { DEFAULT_CONFIGURATION } from '@orderflow/core';
import { describe, expect, it } from 'vitest';
import { CONFIGURATION_KEYS } from '../../src/configuration/configuration-schema.ts';
import { validateSettings } from '../../src/configuration/validate-settings.ts';

const validate = (settings: unknown) => validateSettings(settings, (key) => `<${key}>`);

describe('validateSettings', () => {
  it('takes the default configuration', () => {
    expect(validate(DEFAULT_CONFIGURATION)).toEqual(DEFAULT_CONFIGURATION);
  });

  it('knows every key of the default configuration', () => {
    const { alerts, ...rest } = DEFAULT_CONFIGURATION;
    expect([...CONFIGURATION_KEYS].sort()).toEqual(
      [...Object.keys(rest), ...Object.keys(alerts).map((key) => `alerts.${key}`)].sort(),
    );
  });

  it.each([
    [{ depth: 0 }, '<depth> must be at least 1, not 0'],
    [{ depth: 1.5 }, '<depth> must be a whole number, not 1.5'],
    [{ batchSize: 'many' }, '<batchSize> must be a number, not "many"'],
    [{ tradeMatching: 'near' }, '<tradeMatching> must be one of window, exact, not "near"'],
    [{ windowSeconds: 86_401 }, '<windowSeconds> must be at most 86400, not 86401'],
    [{ figureSize: [12] }, '<figureSize> must be a pair of numbers (12x10, in a file [12, 10]), not [12]'],
    [{ figureSize: [12, 2.9] }, '<figureSize> must be at least 3, not 2.9'],
    [{ alerts: { obiLevel: 2 } }, '<alerts.obiLevel> must be at most 1, not 2'],
    [{ alerts: { cvdChange: Number.POSITIVE_INFINITY } }, '<alerts.cvdChange> must be a number, not Infinity'],
    [{ cacheSize: 2 ** 32 }, '<cacheSize> must be at most 16777216, not 4294967296'],
    [{ figureSize: [12, 2] }, '<figureSize> must be at least 3, not 2'],
    [[], '<> must be an object of settings, not []'],
  ])('says of %j that %s', (settings, message) => {
    expect(() => validate(settings)).toThrow(expect.objectContaining({ code: 'bad-configuration', message }));
  });

  it('refuses keys that it does not know and lists those it does', () => {
    expect(() => validate({ colour: 3 })).toThrow(/^<colour> is no setting; the settings are depth, /);
    expect(() => validate({ alerts: { level: 3 } })).toThrow(/^<alerts\.level> is no setting/);
  });

  it.each([
    [{ dept: 3 }, '<dept> is no setting (did you mean depth?)'],
    [{ batch_size: 3 }, '<batch_size> is no setting (did you mean batchSize?)'],
    [{ alerts: { obilevel: 0.5 } }, '<alerts.obilevel> is no setting (did you mean alerts.obiLevel?)'],
    [{ obiLevel: 0.5 }, '<obiLevel> is no setting (did you mean alerts.obiLevel?)'],
  ])('says of %j what was meant', (settings, message) => {
    expect(() => validate(settings)).toThrow(expect.objectContaining({ message }));
  });

  it('has lines for ten wrong keys, and counts the others', () => {
    const settings = Object.fromEntries(Array.from({ length: 1000 }, (_, key) => [`key${key}`, 1]));
    expect(() => validate({ ...settings, depth: 0 })).toThrow(/^(.+\n){10}and 991 more$/);
  });

  it('has a line for each wrong key', () => {
    expect(() => validate({ depth: -1, cacheSize: 0 })).toThrow(/<depth>.*\n<cacheSize>/);
  });
});

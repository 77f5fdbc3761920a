import { NO_INSTRUMENT } from '@orderflow/core';
import { describe, expect, it } from 'vitest';
import { InstrumentNames } from '../../src/source/instrument-names.ts';

describe('InstrumentNames', () => {
  it('numbers names in order of appearance', () => {
    const names = new InstrumentNames();
    expect(['B', 'A', 'B', 'ü', 'A'].map((name) => names.numberOf(name))).toEqual([0, 1, 0, 2, 1]);
    expect(names.names).toEqual(['B', 'A', 'ü']);
  });

  it.each([null, '', '\ufffd', 'BT\ufffd'])('has no number for %j', (name) => {
    const names = new InstrumentNames();
    expect(names.numberOf(name)).toBe(NO_INSTRUMENT);
    expect(names.names).toEqual([]);
  });

  it('refuses one more than a file may have, and takes those that it knows', () => {
    const names = new InstrumentNames('a.db');
    for (let index = 0; index < 50_000; index++) names.numberOf(`I${index}`);
    expect(() => names.numberOf('more')).toThrow(
      expect.objectContaining({
        code: 'source-schema',
        message: expect.stringContaining('a.db: there are more than 50000 instruments'),
      }),
    );
    expect(names.numberOf('I49999')).toBe(49_999);
    expect(names.numberOf('\ufffd')).toBe(NO_INSTRUMENT);
  });
});

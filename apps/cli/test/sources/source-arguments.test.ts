import { describe, expect, it } from 'vitest';
import { parseSourceArguments } from '../../src/sources/source-arguments.ts';

const surroundings = {
  cwd: '/home',
  exists: (path: string) => ['/home/a.db', '/home/captures', '/data/b.db', '/home/ETH'].includes(path),
};
const parse = (words: readonly string[], data: readonly string[] = []) =>
  parseSourceArguments(words, data, surroundings);
const at = (text: string) => ({ timestamp: Date.parse(text), nanoseconds: 0 });

describe('parseSourceArguments', () => {
  it('takes a word that names a path for a source and the first other for the instrument', () => {
    expect(parse(['a.db', 'BTC-USDT', '2025-07-01', '2025-07-02T12:00'])).toEqual({
      paths: ['/home/a.db'],
      instrument: 'BTC-USDT',
      range: { start: at('2025-07-01'), end: at('2025-07-02T12:00Z') },
    });
    expect(parse(['ETH']).paths).toEqual(['/home/ETH']);
  });

  it('takes folders and files with --data, each once', () => {
    expect(parse(['BTC-USDT', 'a.db'], ['captures', '/data/b.db', './captures'])).toEqual({
      paths: ['/home/captures', '/data/b.db', '/home/a.db'],
      instrument: 'BTC-USDT',
    });
  });

  it('takes dates without an instrument', () => {
    expect(parse(['2025-07-01'], ['captures'])).toEqual({
      paths: ['/home/captures'],
      range: { start: at('2025-07-01') },
    });
  });

  it('takes epoch digits for a date', () => {
    expect(parse(['X', '1751328000', '1751328000123456789'], ['captures']).range).toEqual({
      start: at('2025-07-01'),
      end: { timestamp: 1_751_328_000_123, nanoseconds: 456_789 },
    });
  });

  it.each([
    [[], /^no data named: give a file, or a folder with --data$/],
    [['BTC-USDT'], /no data named: .*BTC-USDT is no path here and is taken for an instrument/],
    [['none.db'], /there is no file or folder none\.db in \/home/],
    [['a.db', 'X', 'yesterday'], /START must be a UTC date .* not yesterday/],
    [['a.db', 'X', '2025-07-01', '2025-13-01'], /END must be a UTC date .* not 2025-13-01/],
    [['a.db', 'X', '2025-07-01', '2025-07-01'], /the range 2025-07-01 to 2025-07-01 is empty/],
    [['a.db', 'X', '2025-07-01', '2025-07-02', 'more'], /more is one word too many/],
  ])('says of %j what is wrong', (words, message) => {
    expect(() => parse(words)).toThrow(message);
  });
});

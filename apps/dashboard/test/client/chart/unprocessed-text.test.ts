import { expect, it } from 'vitest';
import type { FileInfo } from '../../../src/client/api/api-types.ts';
import { unprocessedFiles, unprocessedText } from '../../../src/client/chart/unprocessed-text.ts';

const file = (name: string, state: FileInfo['state'] = 'live') => ({ id: name, name, state }) as FileInfo;

it('takes the files of the instrument whose metrics are not stored, or not all', () => {
  const files = [file('a'), file('b', 'stored'), file('c', 'partly'), file('d', 'failed'), file('e')];
  const found = unprocessedFiles({ fileIds: ['a', 'b', 'c', 'd'] }, files);
  expect(found.map(({ id }) => id)).toEqual(['a', 'c']);
});

it.each([
  [[file('a.db')], 'a.db is not processed.'],
  [[file('a.db', 'partly')], 'a.db is processed in part.'],
  [[file('a.db'), file('b.db', 'partly')], 'a.db and b.db are not processed.'],
  [['a.db', 'b.db', 'c.db'].map((name) => file(name)), 'a.db, b.db and 1 more file are not processed.'],
  [['a.db', 'b.db', 'c.db', 'd.db'].map((name) => file(name)), 'a.db, b.db and 2 more files are not processed.'],
  [[], 'Part of BTC-USDT is not processed.'],
])('names what is not processed', (files, text) => {
  expect(unprocessedText('BTC-USDT', files)).toBe(text);
});

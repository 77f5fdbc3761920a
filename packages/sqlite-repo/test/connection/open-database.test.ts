import { expect, it } from 'vitest';
import { closeConnection, openToRead, openToWrite } from '../../src/connection/open-database.ts';
import { newPath } from '../support/files.ts';

it('leaves readers in while a transaction that is larger than the cache is written', () => {
  const path = newPath();
  const writer = openToWrite(path, { cacheSize: 64 }, true);
  writer.database.exec('CREATE TABLE rows (text TEXT); INSERT INTO rows VALUES (1)');
  const reader = openToRead(path, { lockTimeoutMs: 0 });
  writer.database.exec('BEGIN');
  const insert = writer.database.prepare('INSERT INTO rows VALUES (?)');
  for (let row = 0; row < 2000; row++) insert.run('x'.repeat(1000));
  const count = reader.database.prepare('SELECT count(*) FROM rows').pluck();
  expect(count.get()).toBe(1);
  writer.database.exec('COMMIT');
  expect(count.get()).toBe(2001);
  closeConnection(reader);
  closeConnection(writer);
});

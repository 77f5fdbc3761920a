import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findDatabaseFiles } from '../../src/sources/database-files.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'orderflow-files-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('findDatabaseFiles', () => {
  it("takes a folder's databases in natural order and nothing else", () => {
    for (const name of ['d10.db', 'd2.db', 'x.SQLITE', 'y.sqlite3', 'd2.db-wal', 'd2.db-journal', 'notes.txt']) {
      writeFileSync(join(folder, name), '12345');
    }
    mkdirSync(join(folder, 'folder.db'));
    const files = findDatabaseFiles([folder]);
    expect(files.map(({ path }) => path)).toEqual(
      ['d2.db', 'd10.db', 'x.SQLITE', 'y.sqlite3'].map((name) => join(folder, name)),
    );
    expect(files[0]).toMatchObject({ bytes: 5, named: false });
  });

  it('takes a file that is named whatever it is called, once', () => {
    const path = join(folder, 'capture.db');
    writeFileSync(path, '');
    writeFileSync(join(folder, 'capture'), '');
    expect(findDatabaseFiles([join(folder, 'capture'), path, folder])).toEqual([
      { path: join(folder, 'capture'), bytes: 0, named: true },
      { path, bytes: 0, named: true },
    ]);
  });

  it('refuses a folder without databases', () => {
    expect(() => findDatabaseFiles([folder])).toThrow(expect.objectContaining({ code: 'source-unreadable' }));
    expect(() => findDatabaseFiles([folder])).toThrow(`${folder} holds no database`);
  });
});

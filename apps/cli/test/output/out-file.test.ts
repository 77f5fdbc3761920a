import { execFileSync } from 'node:child_process';
import {
  existsSync,
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Writable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkOutFile, writeOutFile } from '../../src/output/out-file.ts';

const writeNew = async (stream: Writable) => {
  stream.write('new');
  return true;
};

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'orderflow-out-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('writeOutFile', () => {
  it('writes a file and replaces an older one', async () => {
    const path = join(folder, 'report.html');
    writeFileSync(path, 'old');
    await writeOutFile(path, writeNew);
    expect(readFileSync(path, 'utf8')).toBe('new');
    expect(readdirSync(folder)).toEqual(['report.html']);
  });

  it('keeps a link a link, and refuses what is no regular file', async () => {
    const path = join(folder, 'report.html');
    writeFileSync(path, 'old');
    symlinkSync(path, join(folder, 'link.html'));
    await writeOutFile(join(folder, 'link.html'), writeNew);
    expect(readFileSync(path, 'utf8')).toBe('new');
    expect(lstatSync(join(folder, 'link.html')).isSymbolicLink()).toBe(true);
    execFileSync('mkfifo', [join(folder, 'pipe')]);
    await expect(writeOutFile(join(folder, 'pipe'), writeNew)).rejects.toThrow('is no regular file');
    expect(() => checkOutFile('/dev/null')).toThrow('is no regular file');
  });

  it('leaves the older file where writing fails', async () => {
    const path = join(folder, 'report.html');
    writeFileSync(path, 'old');
    const writing = writeOutFile(path, async (stream) => {
      stream.write('half');
      throw new Error('stopped');
    });
    await expect(writing).rejects.toThrow('stopped');
    expect(readFileSync(path, 'utf8')).toBe('old');
    expect(readdirSync(folder)).toEqual(['report.html']);
  });

  it('leaves the older file where writing was given up', async () => {
    const path = join(folder, 'report.html');
    writeFileSync(path, 'old');
    await writeOutFile(path, async (stream) => {
      stream.write('half');
      return false;
    });
    expect(readFileSync(path, 'utf8')).toBe('old');
    expect(readdirSync(folder)).toEqual(['report.html']);
  });

  it('never replaces a database', async () => {
    const path = join(folder, 'capture.db');
    writeFileSync(path, 'SQLite format 3\0...');
    await expect(writeOutFile(path, writeNew)).rejects.toThrow('is a database and is not overwritten');
    expect(readFileSync(path, 'latin1')).toBe('SQLite format 3\0...');
  });

  it('says where it cannot write', async () => {
    const path = join(folder, 'none', 'report.html');
    await expect(writeOutFile(path, writeNew)).rejects.toMatchObject({ code: 'bad-argument' });
    expect(existsSync(path)).toBe(false);
  });
});

describe('checkOutFile', () => {
  it('accepts what can be written and leaves nothing behind', () => {
    writeFileSync(join(folder, 'old.html'), 'old');
    checkOutFile(join(folder, 'old.html'));
    checkOutFile(join(folder, 'new.html'));
    expect(readdirSync(folder)).toEqual(['old.html']);
    expect(readFileSync(join(folder, 'old.html'), 'utf8')).toBe('old');
  });

  it('refuses a folder, a database and a place in no folder', () => {
    writeFileSync(join(folder, 'capture.db'), 'SQLite format 3\0...');
    expect(() => checkOutFile(folder)).toThrow('is a folder: name a file in it');
    expect(() => checkOutFile(join(folder, 'capture.db'))).toThrow('is a database');
    expect(() => checkOutFile(join(folder, 'none', 'report.html'))).toThrow('cannot be written (ENOENT)');
  });
});

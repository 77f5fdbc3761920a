import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createCanvas } from '@napi-rs/canvas';
import { afterEach, expect, it, onTestFinished, vi } from 'vitest';
import { checkKept, UPDATE_SETTING } from '../src/kept-pictures.ts';

afterEach(() => {
  vi.unstubAllEnvs();
});

function folders() {
  const root = mkdtempSync(join(tmpdir(), 'orderflow-kept-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  return { kept: join(root, 'kept'), found: join(root, 'found') };
}

/** A picture with a bar of a width. */
function picture(width: number): Buffer {
  const context = createCanvas(100, 100).getContext('2d');
  context.fillStyle = 'white';
  context.fillRect(0, 0, 100, 100);
  context.fillStyle = 'black';
  context.fillRect(0, 20, width, 50);
  return context.canvas.toBuffer('image/png');
}

it('keeps a picture where it is told to, and then finds it the same', async () => {
  const where = folders();
  expect(await checkKept('bar', picture(50), 0, where)).toMatch(/there is no .*bar\.png: npm run pictures draws it/);
  vi.stubEnv(UPDATE_SETTING, '1');
  expect(await checkKept('bar', picture(50), 0, where)).toBeNull();
  vi.unstubAllEnvs();
  expect(await checkKept('bar', picture(50), 0, where)).toBeNull();
  expect(existsSync(where.found)).toBe(false);
});

it('leaves a picture alone that did not change', async () => {
  const where = folders();
  vi.stubEnv(UPDATE_SETTING, '1');
  await checkKept('bar', picture(50), 0, where);
  const path = join(where.kept, 'bar.png');
  const before = statSync(path, { bigint: true }).mtimeNs;
  await checkKept('bar', picture(50), 0, where);
  expect(statSync(path, { bigint: true }).mtimeNs).toBe(before);
  await checkKept('bar', picture(60), 0, where);
  expect(statSync(path, { bigint: true }).mtimeNs).not.toBe(before);
});

it('says how far a picture differs, and leaves it and the difference behind until it is right again', async () => {
  const where = folders();
  vi.stubEnv(UPDATE_SETTING, '1');
  await checkKept('bar', picture(50), 0, where);
  vi.unstubAllEnvs();
  const [drawn, difference] = [join(where.found, 'bar.actual.png'), join(where.found, 'bar.difference.png')];
  const trouble = await checkKept('bar', picture(60), 0.01, where);
  // A strip of 10 x 50 of 10,000 pixels, but for its edges.
  expect(trouble).toMatch(
    /bar\.png is not what is drawn now: [45]\d\d pixels differ, [45]\.\d+ % of all; 1\.0000 % may/,
  );
  expect(trouble).toContain(drawn);
  expect(trouble).toContain(difference);
  expect(readFileSync(drawn)).toEqual(picture(60));
  expect(existsSync(difference)).toBe(true);
  expect(await checkKept('bar', picture(60), 0.1, where)).toBeNull();
  expect([drawn, difference].map((path) => existsSync(path))).toEqual([false, false]);
});

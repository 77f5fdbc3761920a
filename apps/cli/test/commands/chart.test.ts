import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createCanvas, loadImage, type SKRSContext2D } from '@napi-rs/canvas';
import { PALETTES, PANE_SHARES, PANES, type PaneName, paneHeights, TIME_AXIS_HEIGHT } from '@orderflow/viz-web/chart';
import { beforeAll, describe, expect, it } from 'vitest';
import { orderflow, temporaryFolder } from '../run-command.ts';
import { changeFile, sampleFile } from '../sample-files.ts';

const folder = temporaryFolder();
const run = (...words: readonly string[]) => orderflow(words, { cwd: folder });
const asSomebodyElse = process.getuid?.() === 0 ? { uid: 65_534 } : {};
const FOOTER = 24;
const PLOT_WIDTH = 1120;
const LEGEND = 26;

/** A picture's pixels. */
async function open(name: string): Promise<SKRSContext2D> {
  const image = await loadImage(readFileSync(join(folder, name)));
  const ctx = createCanvas(image.width, image.height).getContext('2d');
  ctx.drawImage(image, 0, 0);
  return ctx;
}

/** The pixels of one colour in a pane, below its legend and left of its axis. */
function count(ctx: SKRSContext2D, pane: PaneName, color: string): number {
  const shares = PANES.map((name) => PANE_SHARES[name]);
  const heights = paneHeights(shares, ctx.canvas.height - TIME_AXIS_HEIGHT - FOOTER);
  const index = PANES.indexOf(pane);
  const top = heights.slice(0, index).reduce((sum, height) => sum + height, LEGEND);
  const { data } = ctx.getImageData(0, top, PLOT_WIDTH, heights[index]! - LEGEND);
  const wanted = [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16));
  let pixels = 0;
  for (let at = 0; at < data.length; at += 4) {
    if (wanted.every((channel, offset) => data[at + offset] === channel)) pixels++;
  }
  return pixels;
}

beforeAll(async () => {
  await sampleFile(folder, 'a.db', { snapshots: 3600, seed: 4 });
});

describe('orderflow chart', () => {
  it.each(['dark', 'light'] as const)('draws all four panes in the colours of the %s theme', async (theme) => {
    const { exitCode, stdout } = await run('chart', 'a.db', '--theme', theme, '--out', `${theme}.png`);
    expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: `${join(folder, `${theme}.png`)}\n` });
    const ctx = await open(`${theme}.png`);
    expect([ctx.canvas.width, ctx.canvas.height]).toEqual([1200, 1000]);
    const { background, buy, sell, obi, cvd } = PALETTES[theme];
    for (const pane of ['candles', 'volume'] as const) {
      expect({ pane, buys: count(ctx, pane, buy) > 300 }).toEqual({ pane, buys: true });
      expect({ pane, sells: count(ctx, pane, sell) > 300 }).toEqual({ pane, sells: true });
    }
    expect(count(ctx, 'obi', obi)).toBeGreaterThan(100);
    expect(count(ctx, 'cvd', cvd)).toBeGreaterThan(100);
    for (const pane of PANES) expect(count(ctx, pane, background)).toBeGreaterThan(10_000);
    expect(count(ctx, 'cvd', obi) + count(ctx, 'obi', cvd)).toBe(0);
  });

  it('writes legend, axes and caption', async () => {
    await run('chart', 'a.db', '--out', 'text.png');
    const ctx = await open('text.png');
    const varied = (x: number, y: number, width: number, height: number) => {
      const { data } = ctx.getImageData(x, y, width, height);
      return new Set(new Uint32Array(data.buffer, data.byteOffset, data.length / 4)).size;
    };
    expect(varied(10, 4, 300, 18)).toBeGreaterThan(20);
    expect(varied(1134, 30, 60, 400)).toBeGreaterThan(20);
    expect(varied(60, 955, 1000, 14)).toBeGreaterThan(20);
    expect(varied(10, 980, 300, 14)).toBeGreaterThan(20);
  });

  it('draws the alerts of a strategy where one is named, in the panes that they are of', async () => {
    const alerts = ['--strategy', 'default', '--alert-obi-level', '0.3', '--alert-obi-hold-seconds', '1'];
    expect((await run('chart', 'a.db', ...alerts, '--out', 'alerts.png')).exitCode).toBe(0);
    await run('chart', 'a.db', '--out', 'none.png');
    const [drawn, none] = [await open('alerts.png'), await open('none.png')];
    const backgrounds = (pane: PaneName) =>
      count(none, pane, PALETTES.dark.background) - count(drawn, pane, PALETTES.dark.background);
    expect(backgrounds('obi')).toBeGreaterThan(100);
    expect([backgrounds('volume'), backgrounds('cvd')]).toEqual([0, 0]);
  });

  it('takes size, resolution, bars and range', async () => {
    const words = ['BTC-USDT', '2025-07-01T00:10', '2025-07-01T00:20', '--data', 'a.db', '--window', '5'];
    const { exitCode } = await run('chart', ...words, '--figure-size', '8x4.5', '--dpi', '150', '--out', 'part.png');
    const part = await open('part.png');
    expect([exitCode, part.canvas.width, part.canvas.height]).toEqual([0, 1200, 675]);
  });

  it('takes the figure size of the settings', async () => {
    writeFileSync(join(folder, 'small.json'), '{ "figureSize": [5, 4] }');
    await run('chart', 'a.db', '--config', 'small.json', '--out', 'small.png');
    const { width, height } = (await open('small.png')).canvas;
    expect([width, height]).toEqual([500, 400]);
  });

  it('draws books without trades', async () => {
    const path = await sampleFile(folder, 'books.db', { snapshots: 600 });
    changeFile(path, 'DELETE FROM trades');
    expect((await run('chart', 'books.db', '--out', 'books.png')).exitCode).toBe(0);
    const ctx = await open('books.png');
    expect(count(ctx, 'candles', PALETTES.dark.buy)).toBeGreaterThan(100);
    expect(count(ctx, 'volume', PALETTES.dark.buy)).toBe(0);
    expect(count(ctx, 'cvd', PALETTES.dark.cvd)).toBe(0);
  });

  it('draws trades alone, and says that there are no snapshots', async () => {
    const path = await sampleFile(folder, 'trades.db', { snapshots: 600 });
    changeFile(path, 'DROP TABLE book');
    const { exitCode, stderr } = await run('chart', 'trades.db', '--out', 'trades.png');
    expect({ exitCode, stderr }).toEqual({
      exitCode: 0,
      stderr: expect.stringContaining('trades.db, BTC-USDT: there are trades and no snapshots'),
    });
    const { buy, sell, obi, cvd } = PALETTES.dark;
    const ctx = await open('trades.png');
    for (const pane of ['candles', 'volume'] as const) {
      expect(count(ctx, pane, buy) + count(ctx, pane, sell)).toBeGreaterThan(100);
    }
    expect([count(ctx, 'obi', obi), count(ctx, 'cvd', cvd)]).toEqual([0, 0]);
  });

  it('draws stored metrics alone, and says that their rows are not there', async () => {
    const path = await sampleFile(folder, 'metrics.db', { snapshots: 600 });
    expect((await run('process', 'metrics.db')).exitCode).toBe(0);
    changeFile(path, 'PRAGMA foreign_keys = OFF', 'DROP TABLE book', 'DROP TABLE trades');
    const { exitCode, stderr } = await run('chart', 'metrics.db', '--out', 'metrics.png');
    expect({ exitCode, stderr }).toEqual({
      exitCode: 0,
      stderr: expect.stringContaining('the metrics are stored, and the rows they were computed from are not there'),
    });
    const ctx = await open('metrics.png');
    const { buy, sell, obi, cvd } = PALETTES.dark;
    expect(count(ctx, 'candles', buy) + count(ctx, 'candles', sell)).toBeGreaterThan(100);
    expect(count(ctx, 'obi', obi)).toBeGreaterThan(100);
    expect(count(ctx, 'cvd', cvd)).toBeGreaterThan(100);
    const other = await run('chart', 'metrics.db', '--depth', '1', '--out', 'depth.png');
    expect({ ...other, stderr: other.stderr.includes('there are no rows to compute others from') }).toMatchObject({
      exitCode: 3,
      stderr: true,
    });
  });

  it('leaves the word to process and analyze where the table book is missing', async () => {
    const path = await sampleFile(folder, 'bookless.db', { snapshots: 10 });
    changeFile(path, 'DROP TABLE book');
    for (const command of ['process', 'analyze']) {
      const { exitCode, stderr } = await run(command, 'bookless.db');
      expect({ exitCode, stderr }).toEqual({ exitCode: 3, stderr: expect.stringContaining('there is no table book') });
    }
  });

  it.each([
    [['--figure-size', '12'], '--figure-size must be a pair of numbers (12x10, in a file [12, 10]), not 12'],
    [['--figure-size', '2x10'], '--figure-size must be at least 3, not 2'],
    [['--dpi', '7'], 'It must be a whole number from 50 to 600.'],
    [['--figure-size', '80x80', '--dpi', '600'], 'the picture is too large'],
    [['--theme', 'blue'], 'Allowed choices are dark, light.'],
    [['--strategy', 'defualt'], "unknown strategy 'defualt'"],
    [['--window', '0'], '--window-seconds must be at least 1, not 0'],
  ])('refuses %s', async (flags, message) => {
    const { exitCode, stderr } = await run('chart', 'a.db', ...flags, '--out', 'bad.png');
    expect({ exitCode, stderr }).toEqual({ exitCode: 2, stderr: expect.stringContaining(message) });
    expect(existsSync(join(folder, 'bad.png'))).toBe(false);
  });

  it('writes no picture of another kind than it draws', async () => {
    const { exitCode, stderr } = await run('chart', 'a.db', '--out', 'chart.svg');
    expect({ exitCode, stderr }).toEqual({
      exitCode: 2,
      stderr: expect.stringContaining('name a file that ends in .png'),
    });
    expect(existsSync(join(folder, 'chart.svg'))).toBe(false);
  });

  it('asks which of several instruments it is', async () => {
    await sampleFile(folder, 'two.db', { instruments: ['BTC-USDT', 'ETH-USDT'] });
    const { exitCode, stderr } = await run('chart', 'two.db');
    expect(exitCode).toBe(2);
    expect(stderr).toContain('a picture shows one instrument; the data hold BTC-USDT, ETH-USDT: name one of them');
    expect((await run('chart', 'two.db', 'ETH-USDT', '--out', 'eth.png')).exitCode).toBe(0);
  });

  it('says where it cannot write, and leaves nothing behind', async () => {
    const missing = await run('chart', 'a.db', '--out', 'nowhere/a.png');
    expect(missing).toMatchObject({ exitCode: 2, stdout: '' });
    expect(missing.stderr).toMatch(/nowhere\/a\.png cannot be written \(ENOENT\): check that its folder exists/);
    mkdirSync(join(folder, 'locked'));
    chmodSync(folder, 0o755);
    chmodSync(join(folder, 'locked'), 0o555);
    const words = ['chart', 'a.db', '--out', 'locked/a.png'];
    const locked = await orderflow(words, { cwd: folder, ...asSomebodyElse });
    expect(locked.exitCode).toBe(2);
    expect(locked.stderr).toMatch(/locked\/a\.png cannot be written \(EACCES\)/);
  });
});

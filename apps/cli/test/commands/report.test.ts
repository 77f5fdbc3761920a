import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { decodeColumns, unpackSeries } from '@orderflow/core';
import { describe, expect, it } from 'vitest';
import { orderflow, temporaryFolder } from '../run-command.ts';
import { changeFile, sampleFile } from '../sample-files.ts';

const folder = temporaryFolder();
const sha256 = (text: string) => `sha256-${createHash('sha256').update(text).digest('base64')}`;
const HOSTILE = '<img src=x onerror=alert(1)>';

describe('orderflow report', () => {
  it('writes one page that asks for nothing and runs nothing but its own script', async () => {
    const path = await sampleFile(folder, 'a.db', { gaps: 2, gapSeconds: 120, oddities: 0.1, seed: 6 });
    changeFile(path, `UPDATE book SET instrument = '${HOSTILE}' WHERE id > 300`);
    const { exitCode, stdout } = await orderflow(['report', 'a.db', '--out', 'r.html'], { cwd: folder });
    expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: `${join(folder, 'r.html')}\n` });
    const page = readFileSync(join(folder, 'r.html'), 'utf8');
    expect(page).toMatch(/^<!doctype html>/);
    const [, script = ''] = /<script>([\s\S]*?)<\/script>/.exec(page) ?? [];
    const [, styles = ''] = /<style>([\s\S]*?)<\/style>/.exec(page) ?? [];
    const policy = `default-src 'none'; style-src '${sha256(styles)}'; script-src '${sha256(script)}'; img-src data:; base-uri 'none'; form-action 'none'`;
    expect(page).toContain(`Content-Security-Policy" content="${policy.replaceAll("'", '&#39;')}"`);
    const rest = page.replaceAll(/<script[^>]*>[\s\S]*?<\/script>/g, '');
    expect(rest).not.toMatch(/<script|<img src="(?!data:image\/png;base64,)|<link|@import|https?:|style="| on\w+="/i);
    expect(page).toContain('&lt;img src=x onerror=alert(1)&gt;');
    for (const title of ['Chart', 'Summary', 'Alerts', 'Data quality', 'How the numbers were computed']) {
      expect(page).toContain(`>${title}</h2>`);
    }
  });

  it('adds a backtest: its statistics, round trips, and what the chart shows of it', async () => {
    await sampleFile(folder, 'played.db', { snapshots: 600, levels: 5, tradesPerSecond: 4 });
    const words = ['backtest', 'played.db', '--strategy', 'obi-market-maker', '--fees=-0.5,5', '--json'];
    const { run, results } = JSON.parse((await orderflow(words, { cwd: folder })).stdout);
    const ask = (id: string) =>
      orderflow(['report', 'played.db', '--run', id, '--out', 'played.html'], { cwd: folder });
    expect((await ask(`${run.id.slice(0, 8)}.touch`)).exitCode).toBe(0);
    const page = readFileSync(join(folder, 'played.html'), 'utf8');
    expect(page).toContain('>Backtest</h2>');
    const touch = results.find(({ summary }: { summary: { makerModel: string } }) => summary.makerModel === 'touch');
    const ended = touch.roundTrips.filter(({ isOpen }: { isOpen: boolean }) => !isOpen).length;
    const open = touch.roundTrips.length - ended;
    expect([ended > 0, open]).toEqual([true, 1]);
    expect(page).toContain(`<caption>${ended} round trips and 1 open under touch</caption>`);
    expect(page).toMatch(/<th scope="row" class="text">fills<\/th>(<td class="number">[\d,]+<\/td>){4}/);
    const [, text = ''] = /class="chart-run">([^<]*)</.exec(page) ?? [];
    const { fields, columns } = decodeColumns(gunzipSync(Buffer.from(text, 'base64')));
    expect(fields.label).toBe('obi-market-maker, touch');
    expect([...columns.get('values')!]).toEqual(touch.equity.values);
    expect([...columns.get('prices')!]).toEqual(touch.fills.map(({ price }: { price: number }) => price));
    for (const name of ['power:1', 'probabilistic-power-1']) expect((await ask(`latest.${name}`)).exitCode).toBe(0);
    const other = await ask('latest.guess');
    expect([other.exitCode, other.stderr]).toEqual([
      2,
      expect.stringContaining("was not played under 'guess'; it has cross"),
    ]);
    expect((await ask('ffff')).stderr).toContain("run 'ffff': there is no such run");
  });

  it('keeps the bars of trades behind the last snapshot, as far as the range goes', async () => {
    const path = await sampleFile(folder, 'tail.db');
    const end = Date.UTC(2025, 6, 1, 0, 6, 40);
    const trade = (at: number) =>
      `INSERT INTO trades (instrument, trade_id, price, size, side, timestamp) VALUES ('BTC-USDT', 'x${at}', 60000, 1, 'buy', '${at}')`;
    changeFile(path, trade(end + 20_000), trade(end + 200_250));
    const chartOf = async (...range: readonly string[]) => {
      await orderflow(['report', 'tail.db', ...range, '--out', 'tail.html'], { cwd: folder });
      const page = readFileSync(join(folder, 'tail.html'), 'utf8');
      const [, facts = ''] = /<script type="application\/json"[^>]*>([^<]*)</.exec(page) ?? [];
      const [, body = ''] = /class="chart-series">([^<]*)</.exec(page) ?? [];
      const series = unpackSeries(gunzipSync(Buffer.from(body, 'base64')));
      const { bars } = series.find((one) => one.kind === 'candles')!;
      return { end: JSON.parse(facts).charts[0].end, lastBar: bars.timestamps[bars.count - 1] };
    };
    expect(await chartOf()).toEqual({ end: end + 201_000, lastBar: end + 200_000 });
    const until = await chartOf('BTC-USDT', '2025-07-01', '2025-07-01T00:08:00Z');
    expect(until).toEqual({ end: end + 80_000, lastBar: end + 20_000 });
  });

  it('lists gaps, findings and bad rows with their places', async () => {
    const path = await sampleFile(folder, 'b.db', { gaps: 1, gapSeconds: 600, seed: 2 });
    changeFile(path, "UPDATE trades SET side = 'x' WHERE id = 4", "UPDATE book SET asks = 'x' WHERE id = 11");
    await orderflow(['report', 'b.db'], { cwd: folder });
    const page = readFileSync(join(folder, 'orderflow-report.html'), 'utf8');
    expect(page).toMatch(/<caption>1 gap<\/caption>[\s\S]*?10 min/);
    expect(page).toMatch(/Unreadable levels[\s\S]*?book[\s\S]*?>1<[\s\S]*?>11</);
    expect(page).toMatch(/A side other than buy or sell[\s\S]*?trades[\s\S]*?>1<[\s\S]*?>4</);
    expect(page).toContain('2 rows skipped');
  });

  it('draws the charts of 24 instruments, and says of which there is none', async () => {
    const instruments = Array.from({ length: 26 }, (_, index) => `COIN-${String(index).padStart(2, '0')}`);
    await sampleFile(folder, 'many.db', { instruments, snapshots: 520 });
    expect((await orderflow(['report', 'many.db', '--out', 'many.html'], { cwd: folder })).exitCode).toBe(0);
    const page = readFileSync(join(folder, 'many.html'), 'utf8');
    expect(page.match(/class="chart-series"/g)).toHaveLength(24);
    expect(page.match(/<img /g)).toHaveLength(4);
    expect(page.match(/No chart of COIN-2[45]: this page has no more room/g)).toHaveLength(2);
  });

  it('warns of a backtest that was made on other data, on the page too', async () => {
    const shape = { instruments: ['BTC-USDT', 'ETH-USDT'], snapshots: 200 };
    const path = await sampleFile(folder, 'before.db', { ...shape, seed: 3 });
    const words = ['--strategy', 'obi-market-maker', '--maker-model', 'touch', '--runs', 'other.runs'];
    const half = '2025-07-01T00:01';
    const play = async (...more: readonly string[]) => {
      const { stdout } = await orderflow(['backtest', 'before.db', ...more, ...words, '--json'], { cwd: folder });
      return JSON.parse(stdout).run.id as string;
    };
    const [all, early, eth] = [await play(), await play('BTC-USDT', '2025-07-01', half), await play('ETH-USDT')];
    const warningOf = async (run: string, ...data: readonly string[]) => {
      const asked = ['report', ...data, '--run', run, '--runs', 'other.runs', '--out', 'other.html'];
      const { exitCode, stderr } = await orderflow(asked, { cwd: folder });
      expect(exitCode).toBe(0);
      const [, reason] = /^warning: run [0-9a-f]{12} was not made on these data: (.*); its fills/m.exec(stderr) ?? [];
      const page = readFileSync(join(folder, 'other.html'), 'utf8');
      expect(page.includes('This run was not made on these data')).toBe(reason !== undefined);
      if (reason !== undefined) expect(page).toContain(`${reason}. Its fills and equity need not fit the charts`);
      return reason;
    };
    // The same, a part of it, and a file that has more.
    expect(await warningOf(all, 'before.db')).toBeUndefined();
    expect(await warningOf(all, 'before.db', 'BTC-USDT', half)).toBeUndefined();
    expect(await warningOf(early, 'before.db')).toBeUndefined();
    cpSync(path, join(folder, 'after.db'));
    changeFile(
      join(folder, 'after.db'),
      "UPDATE trades SET size = size * 2 WHERE instrument = 'BTC-USDT' AND id > (SELECT max(id) - 20 FROM trades)",
    );
    expect(await warningOf(early, 'after.db')).toBeUndefined();
    expect(await warningOf(eth, 'after.db')).toBeUndefined();
    const others =
      /^the books and trades from 2025-07-01T00:00:0\S+Z to 2025-07-01T00:0\S+Z are not those that it played$/;
    expect(await warningOf(all, 'after.db')).toMatch(others);
    expect(await warningOf(eth, 'before.db', 'BTC-USDT')).toBe('it played ETH-USDT, not BTC-USDT');
    await sampleFile(folder, 'btc.db', { snapshots: 200 });
    expect(await warningOf(all, 'btc.db')).toBe('it played ETH-USDT, and there is none of that here');
    await sampleFile(folder, 'later.db', { ...shape, start: Date.UTC(2025, 7, 1) });
    expect(await warningOf(all, 'later.db')).toMatch(others);
  });

  it('shows a backtest on every instrument that it played', async () => {
    await sampleFile(folder, 'three.db', { instruments: ['BTC-USDT', 'ETH-USDT', 'SOL-USDT'], snapshots: 600 });
    const play = ['backtest', 'three.db', '--strategy', 'obi-market-maker', '--maker-model', 'touch'];
    expect((await orderflow(play, { cwd: folder })).exitCode).toBe(0);
    const words = ['report', 'three.db', '--run', 'latest', '--out', 'three.html'];
    expect((await orderflow(words, { cwd: folder })).exitCode).toBe(0);
    const page = readFileSync(join(folder, 'three.html'), 'utf8');
    const runs = [...page.matchAll(/class="chart-run">([^<]*)</g)].map(([, text]) => text!.trim());
    expect(runs.length).toBe(3);
    expect(new Set(runs).size).toBe(3);
    expect(runs.every((text) => text.length > 100)).toBe(true);
  });

  it.each([
    ['trades', ['DROP TABLE book'], 'there are trades and no snapshots'],
    [
      'metrics',
      ['PRAGMA foreign_keys = OFF', 'DROP TABLE book', 'DROP TABLE trades'],
      'the rows they were computed from are not there',
    ],
  ])('draws the chart of %s alone, and says what is missing', async (name, changes, what) => {
    const path = await sampleFile(folder, `${name}.db`, { snapshots: 600 });
    if (name === 'metrics') await orderflow(['process', path], { cwd: folder });
    changeFile(path, ...changes);
    const { exitCode, stderr } = await orderflow(['report', path, '--out', `${name}.html`], { cwd: folder });
    expect({ exitCode, stderr }).toMatchObject({ exitCode: 0 });
    expect(stderr).toContain(what);
    const page = readFileSync(join(folder, `${name}.html`), 'utf8');
    expect(page.match(/class="chart-series"/g)).toHaveLength(1);
    expect(page).toMatch(new RegExp(`<p class="span">BTC-USDT: [^<]*${what}`, 'i'));
    expect(page).toContain('no rows of books');
    expect(page).not.toContain('No chart of');
  });

  it('reports without a chart where trades of two files overlap', async () => {
    mkdirSync(join(folder, 'overlap'));
    const start = Date.UTC(2025, 6, 1);
    await sampleFile(join(folder, 'overlap'), 'a.db', { start });
    const later = await sampleFile(join(folder, 'overlap'), 'b.db', { start: start + 3_600_000, seed: 2 });
    changeFile(later, `UPDATE trades SET timestamp = '${start + 1000}' WHERE id = 1`);
    const { exitCode } = await orderflow(['report', '--data', 'overlap', '--out', 'overlap.html'], { cwd: folder });
    expect(exitCode).toBe(0);
    const page = readFileSync(join(folder, 'overlap.html'), 'utf8');
    expect(page).toMatch(/No chart of BTC-USDT: .*trades/);
    expect(page).toContain('<h2 id="summary-title">');
    expect(page).not.toContain('<script');
  });

  it('finds the gaps between files, and counts snapshots in one way', async () => {
    mkdirSync(join(folder, 'days'));
    const words = ['report', '--data', 'days', '--out', 'days.html'];
    for (const day of [1, 2, 3]) {
      const path = await sampleFile(join(folder, 'days'), `day${day}.db`, { start: Date.UTC(2025, 6, day), seed: day });
      changeFile(path, "UPDATE book SET asks = 'x' WHERE id % 40 = 0");
    }
    expect((await orderflow(words, { cwd: folder })).exitCode).toBe(0);
    const page = readFileSync(join(folder, 'days.html'), 'utf8');
    expect(page).toMatch(/<caption>2 gaps<\/caption>[\s\S]*?23 h 53 min[\s\S]*?23 h 53 min/);
    expect(page).toContain('Coverage of BTC-USDT: 2 gaps');
    // Of 400 rows a file every fortieth cannot be read: 3 x 390.
    expect(page).toContain('<dt>Snapshots</dt><dd>1,170<small>');
    const summary = await orderflow(['analyze', '--data', 'days', '--json'], { cwd: folder });
    expect(JSON.parse(summary.stdout).summaries[0].figures.snapshots).toBe(1170);
  });
});

import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { Log } from '../../src/output/log.ts';
import { choosePalette } from '../../src/output/palette.ts';
import { makeProgress } from '../../src/output/progress.ts';

const report = { label: 'a.db', rows: 50, totalRows: 200, fraction: 0.25, rate: 1234.5, secondsLeft: 6.4 };

/** A stream that keeps what is written to it; a terminal of 100 columns where asked. */
function screen(isTTY: boolean) {
  const stream = Object.assign(new PassThrough(), { isTTY, columns: 100 });
  const read = () => {
    let text = '';
    for (let chunk = stream.read(); chunk !== null; chunk = stream.read()) text += String(chunk);
    return text;
  };
  return { stream, read, log: new Log(stream, () => 0) };
}

describe('makeProgress', () => {
  it('prints so many lines a run where there is no terminal', () => {
    const { stream, log, read } = screen(false);
    const progress = makeProgress({ stream, log, logFrequency: 4 });
    for (let rows = 0; rows <= 200; rows++) progress.update({ ...report, rows, fraction: rows / 200 });
    progress.clear();
    const lines = read().trim().split('\n');
    expect(lines).toHaveLength(4);
    expect(lines[0]).toBe('a.db · 25 % · 50 of 200 · 1,235/s · 7 s left');
    expect(lines[3]).toBe('a.db · 100 % · 200 of 200 · 1,235/s');
  });

  it('draws a bar with rate and time left on a terminal, and takes it away', () => {
    const { stream, log, read } = screen(true);
    const progress = makeProgress({ stream, log, logFrequency: 4 });
    progress.update(report);
    expect(read()).toContain('██████░░░░░░░░░░░░░░░░░░ 25 % · 50 of 200 · 1,235/s · 7 s left · a.db');
    log.warn('look');
    const text = read();
    expect(text).toContain('\u001b[2Kwarning: look\n');
    expect(text.slice(text.indexOf('look'))).toContain('25 %');
    progress.clear();
    expect(read().endsWith('\u001b[2K')).toBe(true);
    log.info('after');
    expect(read()).toBe('after\n');
  });

  it('writes lines on a terminal too where the log is JSON', () => {
    const { stream, log, read } = screen(true);
    const palette = choosePalette({ isTerminal: false, wanted: false, environment: {} });
    log.configure({ level: 'info', format: 'json', palette });
    makeProgress({ stream, log, logFrequency: 4 }).update(report);
    expect(JSON.parse(read())).toMatchObject({ rows: 50, totalRows: 200, rowsPerSecond: 1235, secondsLeft: 6.4 });
  });
});

import { describe, expect, it } from 'vitest';
import { Log } from '../../src/output/log.ts';
import { choosePalette } from '../../src/output/palette.ts';

const plain = choosePalette({ isTerminal: false, wanted: true, environment: {} });

function collectingLog() {
  const written: string[] = [];
  return { written, log: new Log({ write: (text: string) => written.push(text) }, () => 0) };
}

describe('Log', () => {
  it('writes a sentence a line and names the grave ones', () => {
    const { log, written } = collectingLog();
    log.info('going on');
    log.warn('look here');
    log.error('no');
    log.debug('not shown');
    expect(written).toEqual(['going on\n', 'warning: look here\n', 'error: no\n']);
  });

  it('writes nothing below its level', () => {
    const { log, written } = collectingLog();
    log.configure({ level: 'error', format: 'text', palette: plain });
    log.warn('quiet');
    expect(written).toEqual([]);
  });

  it('writes JSON lines with their fields', () => {
    const { log, written } = collectingLog();
    log.configure({ level: 'info', format: 'json', palette: plain });
    log.info('half', { rows: 5 });
    expect(JSON.parse(written[0]!)).toEqual({
      time: '1970-01-01T00:00:00.000Z',
      level: 'info',
      message: 'half',
      rows: 5,
    });
  });

  it('escapes control characters but keeps its own lines', () => {
    const { log, written } = collectingLog();
    log.info('a\u001b[2J\nerror: b');
    log.error(['c', 'd\u009b\n']);
    expect(written).toEqual(['a\\x1b[2J\\x0aerror: b\n', 'error: c\nd\\x9b\\x0a\n']);
  });

  it('writes JSON that no terminal obeys', () => {
    const { log, written } = collectingLog();
    log.configure({ level: 'info', format: 'json', palette: plain });
    const name = 'a\u001b[2J\u009b31m\u202e\u007f\nb';
    log.info(name, { name });
    expect(JSON.parse(written[0]!)).toMatchObject({ message: name, name });
    expect(written[0]).not.toMatch(/[\p{Cc}\u202e]./u);
  });

  it('makes the status line give way', () => {
    const { log, written } = collectingLog();
    log.attach({ hide: () => written.push('hide'), show: () => written.push('show') });
    log.info('x');
    log.attach(null);
    log.info('y');
    expect(written).toEqual(['hide', 'x\n', 'show', 'y\n']);
  });
});

describe('choosePalette', () => {
  const colours = (wishes: Parameters<typeof choosePalette>[0]) => choosePalette(wishes)('error', 'x') !== 'x';

  it('colours a terminal only, and not against the wishes', () => {
    expect(colours({ isTerminal: true, wanted: true, environment: {} })).toBe(true);
    expect(colours({ isTerminal: false, wanted: true, environment: {} })).toBe(false);
    expect(colours({ isTerminal: true, wanted: false, environment: {} })).toBe(false);
    expect(colours({ isTerminal: true, wanted: true, environment: { NO_COLOR: '1' } })).toBe(false);
    expect(colours({ isTerminal: true, wanted: true, environment: { NO_COLOR: '' } })).toBe(true);
    expect(colours({ isTerminal: true, wanted: true, environment: { TERM: 'dumb' } })).toBe(false);
  });
});

import { describe, expect, it } from 'vitest';
import { ParameterReads } from '../../src/strategies/parameter-reads.ts';

const GIVEN = { size: 0.01, speed: 2, mode: 'calm' };

type Given = Readonly<Record<string, number | string>>;

function warningsAfter(read: (parameters: Given) => unknown): readonly string[] {
  const reads = new ParameterReads();
  const warnings: string[] = [];
  read(reads.watch<Given>(GIVEN));
  reads.warnOfUnread(Object.keys(GIVEN), { warn: (text) => warnings.push(String(text)) });
  return warnings;
}

const unreadAfter = (read: (parameters: Given) => unknown) =>
  warningsAfter(read).map((text) => /^--param (\w+) changed nothing: the strategy never read it/.exec(text)?.[1]);

describe('parameters that note what is read of them', () => {
  it.each<[string, (parameters: Given) => unknown, readonly string[]]>([
    ['nothing', () => 0, ['size', 'speed', 'mode']],
    ['a field', ({ size }) => size, ['speed', 'mode']],
    ['a field through a copy of another', (parameters) => [parameters.size, parameters.mode], ['speed']],
    ['a question', (parameters) => 'speed' in parameters, ['size', 'mode']],
    ['a question for its own', (parameters) => Object.hasOwn(parameters, 'mode'), ['size', 'speed']],
    ['a spread', (parameters) => ({ ...parameters }), []],
    ['the rest', ({ size, ...rest }) => [size, rest], []],
    ['entries', (parameters) => Object.entries(parameters), []],
    ['keys', (parameters) => Object.keys(parameters), []],
    ['text', (parameters) => JSON.stringify(parameters), []],
  ])('know of %s', (_, read, unread) => {
    expect(unreadAfter(read)).toEqual(unread);
  });

  it('are what they were', () => {
    const reads = new ParameterReads();
    const watched = reads.watch<Given>(GIVEN);
    expect({ ...watched }).toEqual(GIVEN);
    expect([watched.size, watched.missing, 'missing' in watched, Object.keys(watched)]).toEqual([
      0.01,
      undefined,
      false,
      ['size', 'speed', 'mode'],
    ]);
  });

  it('name what was meant: a parameter that was asked for and not given', () => {
    expect(warningsAfter(({ size, mode, sped }) => [size, mode, sped])).toEqual([
      '--param speed changed nothing: the strategy never read it (did you mean sped?)',
    ]);
    // What was given is never meant by another.
    expect(warningsAfter(({ size, mode }) => [size, mode])).toEqual([
      '--param speed changed nothing: the strategy never read it',
    ]);
  });

  it('know what was read in another thread', () => {
    const reads = new ParameterReads();
    const warnings: string[] = [];
    reads.add(['speed']);
    reads.warnOfUnread(['speed', 'size'], { warn: (text) => warnings.push(String(text)) });
    expect(warnings).toEqual(['--param size changed nothing: the strategy never read it']);
  });

  it('take no end of names', () => {
    const reads = new ParameterReads();
    const watched = reads.watch<Given>({});
    for (let name = 0; name < 5000; name++) watched[`x${name}`];
    expect(reads.names.size).toBe(1000);
  });
});

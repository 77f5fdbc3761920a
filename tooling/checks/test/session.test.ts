import { describe, expect, it } from 'vitest';
import { sessionSteps, stableOutput } from '../src/session.ts';

describe('sessionSteps', () => {
  it('reads commands and their output from console blocks alone', () => {
    const markdown =
      '```sh\n$ no\n```\n\n```console\n$ one --flag\nfirst\n\nsecond\n$ two\n```\n\nText\n\n```console\n$ three\n$5\n```\n';
    expect(sessionSteps(markdown)).toEqual([
      { kind: 'command', command: 'one --flag', output: 'first\n\nsecond\n' },
      { kind: 'command', command: 'two', output: '' },
      { kind: 'command', command: 'three', output: '$5\n' },
    ]);
  });

  it('reads a program that names its file where it stands between the commands', () => {
    const markdown = '```console\n$ one\n```\n\n```ts\n// in/two.ts\ntwo();\n```\n\n```console\n$ three\n```\n';
    expect(sessionSteps(markdown)).toEqual([
      { kind: 'command', command: 'one', output: '' },
      { kind: 'file', path: 'in/two.ts', text: '// in/two.ts\ntwo();\n' },
      { kind: 'command', command: 'three', output: '' },
    ]);
  });

  it('passes over a program that names no file', () => {
    expect(sessionSteps('```ts\n// Prints 1.\none();\n```\n')).toEqual([]);
  });
});

describe('stableOutput', () => {
  it('hides durations and rates', () => {
    expect(stableOutput('10 stored in 1.25 s, 1,000/s; 3 ms')).toBe('10 stored in #, #; #');
  });

  it('keeps every other number', () => {
    expect(stableOutput('10 snapshots, CVD 2.5, 3 sells')).toBe('10 snapshots, CVD 2.5, 3 sells');
  });

  it('drops space at the ends of lines', () => {
    expect(stableOutput('\n  a  \nb \n\n')).toBe('a\nb');
  });
});

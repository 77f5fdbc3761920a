import { OrderflowError } from '@orderflow/core';
import { CommanderError } from 'commander';
import { describe, expect, it } from 'vitest';
import { describeFailure } from '../src/failure.ts';

const describeIt = (error: unknown, stack = false) =>
  describeFailure(error, {
    stack,
    commandsWith: (flag) => (flag === '--known' ? ['analyze', 'run'] : []),
    demanded: (flag) => (flag === '--out' ? ['the file to write'] : []),
  });

describe('describeFailure', () => {
  it('gives the exit code of the error and its sentence', () => {
    expect(describeIt(new OrderflowError('source-schema', 'no table'))).toEqual({ message: 'no table', exitCode: 3 });
    expect(describeIt(new OrderflowError('bad-argument', 'no such flag'))).toEqual({
      message: 'no such flag',
      exitCode: 2,
    });
    expect(describeIt(new OrderflowError('storage-full', 'full'))).toEqual({ message: 'full', exitCode: 1 });
    expect(describeIt(new CommanderError(1, 'commander.unknownOption', 'error: unknown option --x'))).toEqual({
      message: 'unknown option --x',
      exitCode: 2,
    });
  });

  it('names the commands that take a flag which this one does not', () => {
    const unknown = (flag: string) =>
      new CommanderError(1, 'commander.unknownOption', `error: unknown option '${flag}'\n(Did you mean --x?)`);
    expect(describeIt(unknown('--known')).message).toBe("unknown option '--known' here: analyze, run take it");
    expect(describeIt(unknown('--known=3')).message).toBe("unknown option '--known=3' here: analyze, run take it");
    expect(describeIt(unknown('--other')).message).toBe("unknown option '--other'\n(Did you mean --x?)");
  });

  it('says what an option takes that was left out', () => {
    const missing = (flags: string) =>
      new CommanderError(1, 'commander.missingMandatoryOptionValue', `error: required option '${flags}' not specified`);
    expect(describeIt(missing('--out <file>')).message).toBe(
      "required option '--out <file>' not specified: the file to write",
    );
    expect(describeIt(missing('--other <x>')).message).toBe("required option '--other <x>' not specified");
  });

  it('is silent about help, versions and closed pipes', () => {
    expect(describeIt(new CommanderError(0, 'commander.version', '1.0.0'))).toEqual({ message: null, exitCode: 0 });
    expect(describeIt(new CommanderError(1, 'commander.help', '(outputHelp)'))).toEqual({ message: null, exitCode: 2 });
    expect(describeIt(Object.assign(new Error('write EPIPE'), { code: 'EPIPE' }))).toEqual({
      message: null,
      exitCode: 0,
    });
  });

  it('says that an unknown error is a failure of the program', () => {
    expect(describeIt(new TypeError('x is undefined'))).toEqual({
      message: 'orderflow failed: x is undefined (--log-level debug shows where)',
      exitCode: 1,
    });
  });

  it('shows the stack and its causes only where asked', () => {
    const error = new OrderflowError('source-unreadable', 'cannot read', { cause: new Error('disk I/O') });
    expect(describeIt(error).message).toBe('cannot read');
    expect(describeIt(error, true).message).toMatch(
      /^cannot read\nOrderflowError source-unreadable: cannot read\n {4}at [\s\S]*\ncaused by Error: disk I\/O\n {4}at /,
    );
  });
});

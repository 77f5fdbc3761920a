import { OrderflowError } from '@orderflow/core';
import { CommanderError } from 'commander';
import { EXIT_CODES, exitCodeOf } from './exit-code.ts';
import { traceOf } from './output/error-trace.ts';
import { escapeControls, printable, printableUpTo } from './output/printable.ts';

/** A message that nobody foresaw may be of any length. */
const MOST_CHARACTERS = 500;
/** What commander quotes was typed. */
const QUOTED = /'([^']*)'/g;
const EXCESS = /(Expected \d+ arguments? but got \d+: )(.*)\.$/s;

/** What is said of an error, and the exit code it gives. */
export interface Failure {
  /** A sentence, or a line each of several. Null where there is nothing to say: help was asked for, or nobody reads the output any more. */
  readonly message: string | null;
  readonly exitCode: number;
}

/** What a usage error is described with. */
interface UsageOptions {
  /** The commands that take a flag, such as `--depth`. */
  readonly commandsWith: (flag: string) => readonly string[];
  /** What a flag takes that commands demand, if one does. */
  readonly demanded: (flag: string | undefined) => readonly string[];
}

/** How an error is described. */
export interface FailureOptions extends UsageOptions {
  /** Whether to say where it came from. */
  readonly stack: boolean;
}

/** What to say of an error that ended a command; with `stack`, where it came from and what caused it. */
export function describeFailure(error: unknown, { stack, ...options }: FailureOptions): Failure {
  if (isClosedPipe(error)) return { message: null, exitCode: EXIT_CODES.done };
  const message = messageOf(error, options);
  const trace = stack && message !== null ? ['', ...traceOf(error)].join('\n') : '';
  return { message: message === null ? null : message + trace, exitCode: exitCodeOf(error) };
}

/** Whether the reader of our output went away, as `head` does. */
export function isClosedPipe(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'EPIPE' || error.code === 'ERR_STREAM_DESTROYED');
}

function messageOf(error: unknown, options: UsageOptions): string | null {
  if (error instanceof CommanderError) return usageMessage(error, options);
  if (error instanceof OrderflowError) return error.message;
  const text = printableUpTo(MOST_CHARACTERS, error instanceof Error ? error.message : String(error));
  return `orderflow failed: ${text} (--log-level debug shows where)`;
}

/** Commander has written the help itself; an error it leaves to us. */
function usageMessage(error: CommanderError, { commandsWith, demanded }: UsageOptions): string | null {
  if (error.exitCode === 0 || error.code === 'commander.help') return null;
  const [first = '', ...hints] = error.message.replace(/^error: /, '').split(/\n(?=\(Did you mean )/);
  const cut = first
    .replace(QUOTED, (_, value) => `'${printable(value)}'`)
    .replace(EXCESS, (_, before, words) => `${before}${printable(words)}.`);
  const message = [cut, ...hints].map(escapeControls).join('\n');
  const flag = /'(--[\w-]+)/.exec(message)?.[1];
  if (error.code === 'commander.missingMandatoryOptionValue') return [message, ...demanded(flag)].join(': ');
  const commands = error.code === 'commander.unknownOption' && flag !== undefined ? commandsWith(flag) : [];
  return commands.length === 0 ? message : `${message.split('\n')[0]} here: ${commands.join(', ')} take it`;
}

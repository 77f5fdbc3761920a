import { OrderflowError, type OrderflowErrorCode } from '@orderflow/core';
import { CommanderError } from 'commander';

/** What the command's exit code tells a script. */
export const EXIT_CODES = { done: 0, failed: 1, usage: 2, badInput: 3, interrupted: 130, terminated: 143 } as const;

/** How a command ended that did not throw. */
export type CommandOutcome = 'done' | 'failed' | 'wrong-usage' | 'bad-input' | 'interrupted';

const USAGE_ERRORS: ReadonlySet<OrderflowErrorCode> = new Set(['bad-argument', 'bad-configuration']);
const FAILURES: ReadonlySet<OrderflowErrorCode> = new Set([
  'storage-full',
  'out-of-memory',
  'worker-died',
  'broken-invariant',
]);

/** Whether the error lies in the data and not in the command line, the machine or the program. */
export function isBadInput(error: unknown): error is OrderflowError {
  return error instanceof OrderflowError && !USAGE_ERRORS.has(error.code) && !FAILURES.has(error.code);
}

/** The exit code of a command that threw `error`. */
export function exitCodeOf(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT_CODES.done : EXIT_CODES.usage;
  if (isBadInput(error)) return EXIT_CODES.badInput;
  if (error instanceof OrderflowError && USAGE_ERRORS.has(error.code)) return EXIT_CODES.usage;
  return EXIT_CODES.failed;
}

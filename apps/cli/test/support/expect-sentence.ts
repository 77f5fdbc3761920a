import { expect } from 'vitest';
import type { CommandResult } from '../run-command.ts';

/** Expects one sentence that says what is wrong, and no stack. */
export function expectSentence({ exitCode, stderr }: CommandResult, code: number, message: RegExp, context = ''): void {
  const lines = stderr.split('\n').filter((line) => line.startsWith('error: '));
  expect(lines, context).toEqual([expect.stringMatching(message)]);
  expect(stderr, context).not.toMatch(/^ {4}at /m);
  expect(exitCode, context).toBe(code);
}

import { OrderflowError } from '@orderflow/core';
import { escapeControls, printable } from './printable.ts';

const MOST_CAUSES = 8;

/** Where an error came from and what caused it, a line each: what others say of values is cut, and frames are not. */
export function traceOf(error: unknown): readonly string[] {
  const lines: string[] = [];
  for (let cause = error, count = 0; cause !== undefined && count < MOST_CAUSES; count++) {
    const prefix = count === 0 ? '' : 'caused by ';
    lines.push(`${prefix}${nameOf(cause)}: ${messageOf(cause)}`, ...framesOf(cause));
    cause = cause instanceof Error ? cause.cause : undefined;
  }
  return lines;
}

function nameOf(error: unknown): string {
  if (!(error instanceof Error)) return 'thrown';
  const code = 'code' in error && typeof error.code === 'string' ? ` ${printable(error.code)}` : '';
  return printable(error.name) + code;
}

function messageOf(error: unknown): string {
  if (error instanceof OrderflowError) return escapeControls(error.message);
  return printable(error instanceof Error ? error.message : String(error));
}

function framesOf(error: unknown): readonly string[] {
  if (!(error instanceof Error) || error.stack === undefined) return [];
  const start = error.stack.indexOf(error.message) + error.message.length;
  return error.stack
    .slice(start)
    .split('\n')
    .filter((line) => /^ +at /.test(line));
}

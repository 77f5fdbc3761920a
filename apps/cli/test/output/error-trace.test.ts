import { OrderflowError } from '@orderflow/core';
import { describe, expect, it } from 'vitest';
import { traceOf } from '../../src/output/error-trace.ts';

const linesOf = (error: unknown) => traceOf(error).filter((line) => !/^ +at /.test(line));

describe('traceOf', () => {
  it('names an error and its causes, each with its frames', () => {
    const cause = Object.assign(new TypeError('no such column'), { code: 'SQLITE_ERROR' });
    const error = new OrderflowError('source-schema', 'a.db: there is no table book', { cause });
    expect(linesOf(error)).toEqual([
      'OrderflowError source-schema: a.db: there is no table book',
      'caused by TypeError SQLITE_ERROR: no such column',
    ]);
    expect(traceOf(error).filter((line) => line.includes('error-trace.test.ts')).length).toBeGreaterThanOrEqual(2);
  });

  it('cuts what others say, and lets it forge no line', () => {
    const cause = new Error(`${'x'.repeat(200)}\n    at forged (evil.ts:1:1)\u001b[2J`);
    for (const line of traceOf(cause)) expect(line).not.toMatch(/x{81}|forged|\p{Cc}/u);
    expect(linesOf(new Error('a\nerror: forged'))).toEqual(['Error: a\\x0aerror: forged']);
  });

  it('takes what is no error, and causes that go round', () => {
    expect(traceOf('text')).toEqual(['thrown: text']);
    const error = new Error('loop');
    error.cause = error;
    expect(linesOf(error).length).toBeLessThan(10);
  });
});

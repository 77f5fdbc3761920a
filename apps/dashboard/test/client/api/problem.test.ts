import { describe, expect, it } from 'vitest';
import { isAbort, problemOf, sentenceOf, unreachable } from '../../../src/client/api/problem.ts';

describe('a problem document', () => {
  it('is shown by its detail, as a sentence', () => {
    const problem = problemOf(404, {
      title: 'Not found',
      detail: 'no instrument ETH; there is BTC',
      code: 'unknown-instrument',
    });
    expect(problem.message).toBe('No instrument ETH; there is BTC.');
    expect(problem).toMatchObject({ code: 'unknown-instrument', status: 404 });
  });

  it('is shown by its title where it has no detail', () => {
    expect(problemOf(500, { title: 'Internal error' }).message).toBe('Internal error.');
  });

  it('is told from what is no document at all', () => {
    expect(problemOf(502, null)).toMatchObject({ code: 'unknown', message: 'The server answered 502.' });
    expect(problemOf(502, 'gateway').message).toBe('The server answered 502.');
  });

  it('says what to do where no answer comes', () => {
    expect(unreachable(new TypeError('fetch failed')).message).toMatch(/Start it again/);
  });
});

describe('an error', () => {
  it('becomes a sentence', () => {
    expect(sentenceOf(new Error('out of memory'))).toBe('Out of memory.');
    expect(sentenceOf('why?')).toBe('Why?');
  });

  it('is an abort by its name', () => {
    expect(isAbort(new DOMException('gone', 'AbortError'))).toBe(true);
    expect(isAbort(new Error('gone'))).toBe(false);
  });
});

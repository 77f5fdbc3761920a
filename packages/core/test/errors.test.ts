import { describe, expect, it } from 'vitest';
import { OrderflowError } from '../src/index.ts';

describe('OrderflowError', () => {
  it('keeps its code, its cause and its sentence', () => {
    const cause = new Error('disk I/O');
    const error = new OrderflowError('source-unreadable', '/data/a.db: cannot be read', { cause });
    expect(error).toMatchObject({ name: 'OrderflowError', code: 'source-unreadable', cause });
    expect(error.message).toBe('/data/a.db: cannot be read');
  });

  it('says nothing that moves a cursor or forges a line, whatever a file is called', () => {
    const { message } = new OrderflowError('bad-row', 'a\u001b[2J\nerror: forged.db: no');
    expect(message).toBe('a\\x1b[2J\\x0aerror: forged.db: no');
  });

  it('holds several sentences, a line each', () => {
    expect(new OrderflowError('bad-configuration', ['one', 'two\n\u009b']).message).toBe('one\ntwo\\x0a\\x9b');
  });
});

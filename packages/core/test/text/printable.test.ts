import { describe, expect, it } from 'vitest';
import { escapeControls, printable, printableUpTo } from '../../src/index.ts';

describe('escapeControls', () => {
  it('writes control characters, line separators and direction marks as escapes', () => {
    expect(escapeControls('a\u001b[2Jb\nc\u007f\u2028\u202e')).toBe('a\\x1b[2Jb\\x0ac\\x7f\\u2028\\u202e');
  });

  it('leaves other text as it is', () => {
    expect(escapeControls('BTC-USDT · 永続 🚀')).toBe('BTC-USDT · 永続 🚀');
  });
});

describe('printable', () => {
  it('cuts a value to 80 characters and never through a surrogate pair', () => {
    const cut = printable('🚀'.repeat(100));
    expect(Array.from(cut)).toHaveLength(80);
    expect(cut.endsWith('🚀…')).toBe(true);
    expect(printable('x'.repeat(80))).toBe('x'.repeat(80));
    expect(printableUpTo(5, 'x'.repeat(80))).toBe('xxxx…');
  });

  it('escapes what it keeps', () => {
    expect(printable('\u0000')).toBe('\\x00');
  });
});

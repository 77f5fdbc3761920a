import { describe, expect, it } from 'vitest';
import { formatTable } from '../../src/output/table.ts';

const plain = (_tone: string, text: string) => text;

describe('formatTable', () => {
  it('aligns columns under a rule', () => {
    const text = formatTable(
      [{ title: 'name' }, { title: 'rows', align: 'right' }],
      [
        ['a', '5'],
        ['bcdef', '1,234'],
      ],
      plain,
    );
    expect(text.split('\n')).toEqual(['name    rows', '────────────', 'a          5', 'bcdef  1,234']);
  });

  it('escapes what a cell must not do to a terminal', () => {
    expect(formatTable([{ title: 'name' }], [['x\u001b[31my\nz']], plain)).toContain('x\\x1b[31my\\x0az');
  });

  it('is empty without rows', () => {
    expect(formatTable([{ title: 'name' }], [], plain)).toBe('');
  });
});

import { describe, expect, it } from 'vitest';
import { readDateEntry, writeDateEntry } from '../../../src/client/chart/date-entry.ts';

describe('a date field', () => {
  it('is read as UTC, with or without a clock', () => {
    expect(readDateEntry('2024-08-08')).toBe(Date.UTC(2024, 7, 8));
    expect(readDateEntry(' 2024-08-08T10:30 ')).toBe(Date.UTC(2024, 7, 8, 10, 30));
    expect(readDateEntry('2024-08-08 10:30:15.5')).toBe(Date.UTC(2024, 7, 8, 10, 30, 15, 500));
  });

  it('names no moment where it is no date', () => {
    for (const text of ['', 'soon', '2024-13-01', '2024-08-08T25:00', '8.8.2024'])
      expect(readDateEntry(text)).toBeNull();
  });

  it('reads what it wrote', () => {
    const ms = Date.UTC(2024, 7, 8, 10, 30, 15);
    expect(readDateEntry(writeDateEntry(ms))).toBe(ms);
  });
});

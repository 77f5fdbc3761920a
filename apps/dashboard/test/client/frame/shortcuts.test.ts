import { describe, expect, it } from 'vitest';
import { dashboardKeyOf } from '../../../src/client/frame/shortcuts.ts';

const press = { ctrlKey: false, metaKey: false, altKey: false, isTyping: false };

describe('a key of the dashboard', () => {
  it('asks for what the help says', () => {
    expect(dashboardKeyOf({ ...press, key: 'g' })).toBe('go-to-date');
    expect(dashboardKeyOf({ ...press, key: '?' })).toBe('help');
    expect(dashboardKeyOf({ ...press, key: 'r' })).toBe('reset');
    expect(dashboardKeyOf({ ...press, key: 'x' })).toBeNull();
  });

  it('is left to fields, and to the browser where another key is held', () => {
    expect(dashboardKeyOf({ ...press, key: 'g', isTyping: true })).toBeNull();
    expect(dashboardKeyOf({ ...press, key: 'p', ctrlKey: true })).toBeNull();
    expect(dashboardKeyOf({ ...press, key: 'l', metaKey: true })).toBeNull();
  });
});

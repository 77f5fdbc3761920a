import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

function read(path: string): string {
  return readFileSync(new URL(path, import.meta.url), 'utf8');
}

describe('the README', () => {
  it('lists every export', () => {
    const names = [...read('../src/index.ts').matchAll(/\{([^}]*)\}/g)]
      .flatMap(([, list = '']) => list.split(','))
      .map((entry) => entry.replace('type ', '').trim())
      .filter((name) => name !== '');
    const readme = read('../README.md');
    expect(names.length).toBeGreaterThan(50);
    expect(names.filter((name) => !readme.includes(`\`${name}\``))).toEqual([]);
  });
});

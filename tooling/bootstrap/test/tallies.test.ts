import { describe, expect, it } from 'vitest';
import { readTallies, renderTallies } from '../src/tallies.mjs';
import { workspaceFolder } from './workspace-folder.ts';

function tallyOf(suite: string, counts: object, leftOut: object = {}): string {
  return JSON.stringify({ suite, part: 'any', seed: 1, times: 1, counts, leftOut });
}

describe('tallies', () => {
  it('are added up by suite over all packages', () => {
    const root = workspaceFolder({
      'packages/a/package.json': '{ "name": "a" }',
      'packages/a/.vitest/torture/kill-runs.json': tallyOf('kill', { kills: 1200 }),
      'packages/a/.vitest/torture/faults-disk.json': tallyOf('faults', { 'full disks': 3 }, { tmpfs: 'not root' }),
      'apps/b/package.json': '{ "name": "b" }',
      'apps/b/.vitest/torture/kill-commands.json': tallyOf('kill', { kills: 5, interrupts: 2 }),
    });
    expect(readTallies(root)).toEqual([
      { suite: 'faults', counts: { 'full disks': 3 }, leftOut: { tmpfs: 'not root' } },
      { suite: 'kill', counts: { kills: 1205, interrupts: 2 }, leftOut: {} },
    ]);
  });

  it('are a table, and what was left out with the reason', () => {
    const tallies = [
      { suite: 'faults', counts: { 'full disks': 3 }, leftOut: { tmpfs: 'not root' } },
      { suite: 'kill', counts: { kills: 1205 }, leftOut: {} },
    ];
    expect(renderTallies(tallies)).toBe(
      'faults      3  full disks\nkill    1,205  kills\nfaults: left out tmpfs: not root\n',
    );
  });

  it('are nothing where no suite ran', () => {
    const root = workspaceFolder({ 'packages/a/package.json': '{ "name": "a" }' });
    expect(renderTallies(readTallies(root))).toBe('');
  });
});

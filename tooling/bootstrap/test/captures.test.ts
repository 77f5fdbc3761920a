import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { capturesDigest } from '../src/captures.mjs';
import { workspaceFolder, writeFileIn } from './workspace-folder.ts';

describe('capturesDigest', () => {
  it('stays the same while no capture changes', () => {
    const folder = workspaceFolder({ 'a.db': 'one' });
    expect(capturesDigest(folder)).toBe(capturesDigest(folder));
  });

  it('changes when a capture changes or joins', () => {
    const folder = workspaceFolder({ 'a.db': 'one' });
    const first = capturesDigest(folder);
    writeFileIn(folder, 'a.db', 'longer');
    const second = capturesDigest(folder);
    writeFileIn(folder, 'b.db', 'one');
    expect(new Set([first, second, capturesDigest(folder)]).size).toBe(3);
  });

  it('takes a folder that is not there as an empty one', () => {
    const folder = workspaceFolder({});
    expect(capturesDigest(join(folder, 'nowhere'))).toBe(capturesDigest(folder));
  });
});

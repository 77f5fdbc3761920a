import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Manifest } from '../src/packed-packages.ts';

const ROOT = join(import.meta.dirname, '../../..');
const EXACT = /^\d+\.\d+\.\d+$/;

const folders = ['packages', 'apps', 'tooling']
  .flatMap((parent) => readdirSync(join(ROOT, parent)).map((name) => `${parent}/${name}`))
  .filter((folder) => existsSync(join(ROOT, folder, 'package.json')));

describe.each(['.', ...folders])('the manifest of %s', (folder) => {
  const manifest: Manifest = JSON.parse(readFileSync(join(ROOT, folder, 'package.json'), 'utf8'));

  it('pins every dependency, and takes those of the workspace from it', () => {
    const dependencies = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies });
    const loose = dependencies.filter(([name, version]) =>
      name.startsWith('@orderflow/') ? version !== 'workspace:^' : !EXACT.test(version),
    );
    expect(loose).toEqual([]);
  });

  it('is published from packages and apps alone', () => {
    expect(manifest.private ?? false).toBe(!/^(packages|apps)\//.test(folder));
  });
});

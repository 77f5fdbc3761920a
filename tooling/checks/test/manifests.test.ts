import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type WorkspacePackage, workspacePackages } from '@orderflow/bootstrap';
import { describe, expect, it } from 'vitest';
import { ROOT } from '../src/workspace-copy.ts';

const EXACT = /^\d+\.\d+\.\d+$/;

const root: WorkspacePackage = { folder: '.', manifest: JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) };

describe.each([root, ...workspacePackages(ROOT)])('the manifest of $folder', ({ folder, manifest }) => {
  it('pins every dependency, and takes those of the workspace from it', () => {
    const dependencies = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies });
    const loose = dependencies.filter(([name, version]) =>
      name.startsWith('@orderflow/') ? version !== 'workspace:^' : !EXACT.test(version),
    );
    expect(loose).toEqual([]);
  });

  it('is published from packages and apps alone', () => {
    expect(manifest.private !== true).toBe(isPublished(folder));
  });

  it('has the scripts that `npm test` runs', () => {
    const build = isPublished(folder) ? { build: 'tsc -b' } : {};
    const test = existsSync(join(ROOT, folder, 'test'))
      ? { types: 'tsc -p tsconfig.test.json', test: 'vitest run' }
      : {};
    expect(manifest.scripts ?? {}).toMatchObject({ ...build, ...test });
  });
});

it('pins the pnpm that README.md packs with', () => {
  const { devEngines } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  expect(readFileSync(join(ROOT, 'README.md'), 'utf8')).toContain(`npx pnpm@${devEngines.packageManager.version} `);
});

it('lets pnpm choose packages for the Node that is pinned', () => {
  const settings = readFileSync(join(ROOT, 'pnpm-workspace.yaml'), 'utf8');
  expect(settings).toContain(`\nnodeVersion: ${root.manifest.devDependencies?.node}\n`);
});

function isPublished(folder: string): boolean {
  return /^(packages|apps)\//.test(folder);
}

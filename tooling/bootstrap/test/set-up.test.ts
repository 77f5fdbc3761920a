import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isSetUp } from '../src/set-up.mjs';
import { installFingerprint } from '../src/workspace.mjs';
import { workspaceFolder, writeFileIn } from './workspace-folder.ts';

const SOURCES = {
  'package.json': '{ "name": "root" }',
  'pnpm-lock.yaml': 'lockfileVersion: 9',
  'pnpm-workspace.yaml': 'packages: [packages/*]',
  'packages/one/package.json': '{ "name": "one", "devDependencies": { "two": "1.0.0" } }',
  'packages/none/package.json': '{ "name": "none" }',
};

function installedWorkspace(): string {
  const root = workspaceFolder({
    ...SOURCES,
    'node_modules/node/bin/node': '',
    'packages/one/node_modules/two/package.json': '{}',
  });
  writeFileIn(root, 'node_modules/.orderflow-set-up', installFingerprint(root));
  return root;
}

describe('isSetUp', () => {
  it('holds for a finished installation', () => {
    expect(isSetUp(installedWorkspace())).toBe(true);
  });

  it('does not hold before the first installation', () => {
    expect(isSetUp(workspaceFolder(SOURCES))).toBe(false);
  });

  it.each([
    ['the lockfile', 'pnpm-lock.yaml'],
    ['the workspace file', 'pnpm-workspace.yaml'],
    ['the root manifest', 'package.json'],
    ['a package manifest', 'packages/one/package.json'],
  ])('ends to hold when %s changes', (_, file) => {
    const root = installedWorkspace();
    writeFileIn(root, file, '{ "name": "changed", "devDependencies": {} }');
    expect(isSetUp(root)).toBe(false);
  });

  it('ends to hold when a package joins the workspace', () => {
    const root = installedWorkspace();
    writeFileIn(root, 'apps/new/package.json', '{ "name": "new" }');
    expect(isSetUp(root)).toBe(false);
  });

  it.each(['node_modules', 'node_modules/node', 'node_modules/.orderflow-set-up', 'packages/one/node_modules'])(
    'ends to hold when %s is deleted',
    (folder) => {
      const root = installedWorkspace();
      rmSync(join(root, folder), { recursive: true });
      expect(isSetUp(root)).toBe(false);
    },
  );
});

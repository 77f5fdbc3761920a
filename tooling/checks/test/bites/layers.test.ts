import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { workspacePackages } from '@orderflow/bootstrap';
import { describe, expect, it } from 'vitest';
import { ROOT } from '../../src/workspace-copy.ts';
import { plantedWorkspace } from './planted-workspace.ts';

const workspace = plantedWorkspace();

function boundaries() {
  return workspace.run('turbo', ['boundaries']);
}

function expectIssue(...words: readonly string[]): void {
  const { exitCode, output } = boundaries();
  // The message is wrapped and framed.
  const text = output.replaceAll(/[\s|│]+/g, ' ');
  for (const word of words) expect(text).toContain(word);
  expect(exitCode).toBe(1);
}

it('passes the workspace as it stands', () => {
  const { exitCode, output } = boundaries();
  expect(exitCode, output).toBe(0);
});

describe('turbo boundaries', () => {
  it.each([
    ['upward', 'core', 'sqlite-repo'],
    ['upward', 'core', 'strategies'],
    ['upward', 'strategies', 'cli'],
    ['sideways', 'strategies', 'sqlite-repo'],
    ['sideways', 'sqlite-repo', 'strategies'],
  ])('rejects the declared %s dependency of %s on %s', (_, from, to) => {
    workspace.addDependency(`packages/${from}`, 'dependencies', `@orderflow/${to}`, 'workspace:^');
    expectIssue(`\`@orderflow/${to}\` found without any tag listed in allowlist for \`@orderflow/${from}\``);
  });

  it('lets the command import the dashboard, and not the other way round', () => {
    workspace.addDependency('apps/dashboard', 'dependencies', '@orderflow/cli', 'workspace:^');
    expectIssue('`@orderflow/cli` found without any tag listed in allowlist for `@orderflow/dashboard`');
  });

  it('rejects an import that the manifest does not declare', () => {
    workspace.plant('packages/strategies/src/planted.ts', "export { planted } from '@orderflow/sqlite-repo';\n");
    expectIssue('cannot import package `@orderflow/sqlite-repo`', 'packages/strategies/src/planted.ts');
  });

  it('rejects an import that leaves the package', () => {
    workspace.plant('packages/strategies/src/planted.ts', "export { planted } from '../../core/src/index.ts';\n");
    expectIssue('leaves the package', 'packages/strategies/src/planted.ts');
  });
});

describe('every package', () => {
  const folders = workspacePackages(ROOT).map(({ folder }) => folder);

  it.each(folders)('carries the tag of its layer: %s', (folder) => {
    const { tags } = JSON.parse(readFileSync(join(ROOT, folder, 'turbo.json'), 'utf8'));
    expect(tags).toEqual([layerOf(folder)]);
  });

  function layerOf(folder: string): string {
    if (folder === 'packages/core') return 'core';
    if (folder.startsWith('packages/')) return 'middle';
    return folder.startsWith('apps/') ? 'app' : 'tooling';
  }
});

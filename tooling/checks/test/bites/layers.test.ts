import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
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
  expect(boundaries()).toMatchObject({ exitCode: 0 });
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
  const root = fileURLToPath(new URL('../../../../', import.meta.url));
  const folders = ['packages', 'apps', 'tooling']
    .flatMap((parent) => readdirSync(`${root}${parent}`).map((name) => `${parent}/${name}`))
    .filter((folder) => existsSync(`${root}${folder}/package.json`));

  it.each(folders)('carries the tag of its layer: %s', (folder) => {
    const { tags } = JSON.parse(readFileSync(`${root}${folder}/turbo.json`, 'utf8'));
    expect(tags).toEqual([layerOf(folder)]);
  });

  function layerOf(folder: string): string {
    if (folder === 'packages/core') return 'core';
    if (folder.startsWith('packages/')) return 'middle';
    return folder.startsWith('apps/') ? 'app' : 'tooling';
  }
});

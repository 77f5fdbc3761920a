import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { publishedFolders } from '../../src/packed-packages.ts';
import { WorkspaceCopy } from '../../src/workspace-copy.ts';

// A release changes manifests and changelogs all over the workspace, so each test has its own copy.
function freshWorkspace(): WorkspaceCopy {
  const copy = new WorkspaceCopy();
  onTestFinished(() => copy.remove());
  return copy;
}

function version(copy: WorkspaceCopy, folder: string): string {
  return JSON.parse(readFileSync(join(copy.root, folder, 'package.json'), 'utf8')).version;
}

function changeset(name: string): string {
  return `---\n'${name}': major\n---\n\nAdded what was planted.\n`;
}

it('gives the published packages their next versions and empties the list of changesets', () => {
  const copy = freshWorkspace();
  const folders = publishedFolders(copy.root);
  const before = folders.map((folder) => version(copy, folder));
  copy.plant('.changeset/planted.md', changeset('@orderflow/core'));
  expect(copy.run('changeset', ['version'])).toMatchObject({ exitCode: 0 });
  expect(readdirSync(join(copy.root, '.changeset'))).toEqual(['config.json']);
  for (const [index, folder] of folders.entries()) expect(version(copy, folder), folder).not.toBe(before[index]);
});

it('leaves the version of a private package alone', () => {
  const copy = freshWorkspace();
  const before = version(copy, 'tooling/checks');
  copy.plant('.changeset/planted.md', changeset('@orderflow/core'));
  expect(copy.run('changeset', ['version'])).toMatchObject({ exitCode: 0 });
  expect(version(copy, 'tooling/checks')).toBe(before);
});

it('rejects a changeset of a package that is not there', () => {
  const copy = freshWorkspace();
  copy.plant('.changeset/planted.md', changeset('@orderflow/nowhere'));
  const { exitCode, output } = copy.run('changeset', ['version']);
  expect(output).toContain('@orderflow/nowhere');
  expect(exitCode).not.toBe(0);
});

import { existsSync, globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { workspacePackages } from '@orderflow/bootstrap';
import { describe, expect, it } from 'vitest';
import { ROOT } from '../src/workspace-copy.ts';

const text = readFileSync(join(ROOT, 'docs/reliability.md'), 'utf8');
const folders = workspacePackages(ROOT).map(({ folder }) => join(ROOT, folder));
const tests = folders.flatMap((folder) =>
  globSync('test/**/*.test.ts', { cwd: folder }).map((path) => join(folder, path)),
);
const suites = tests.filter((path) => path.includes('/test/torture/')).map((path) => basename(path, '.test.ts'));
/** The first words of suites' names, such as `kill`. */
const kinds = new Set(suites.map((suite) => suite.split('-')[0]));

function found(pattern: RegExp): readonly string[] {
  return [...new Set([...text.matchAll(pattern)].map(([, name = '']) => name))];
}

describe('docs/reliability.md', () => {
  it('names every suite', () => {
    const named = found(/`([a-z]+(?:-[a-z]+)+)`/g).filter((name) => kinds.has(name.split('-')[0]!));
    expect(suites.length).toBeGreaterThan(0);
    expect(named.toSorted()).toEqual(suites.toSorted());
  });

  it('names tests that there are', () => {
    const paths = found(/`((?:[\w-]+\/)*test\/[\w/.-]+\.test\.ts)`/g);
    const isThere = (path: string) => [ROOT, ...folders].some((folder) => existsSync(join(folder, path)));
    expect(paths.length).toBeGreaterThan(0);
    expect(paths.filter((path) => !isThere(path))).toEqual([]);
  });

  it('quotes names of tests as they are', () => {
    const sources = tests.map((path) => readFileSync(path, 'utf8'));
    const names = found(/“([^”]+)”/g);
    expect(names.length).toBeGreaterThan(0);
    expect(names.filter((name) => !sources.some((source) => source.includes(name)))).toEqual([]);
  });
});

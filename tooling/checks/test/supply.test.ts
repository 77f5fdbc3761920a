import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { workspacePackages } from '@orderflow/bootstrap';
import { makeTally } from '@orderflow/torture';
import { expect, it } from 'vitest';
import { licencesOf, packagesWithScripts } from '../src/installed-packages.ts';
import { ROOT } from '../src/workspace-copy.ts';

const TOOL_TIMEOUT_MS = 60_000;
const tally = makeTally('supply', 'packages');
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');

/** May be handed on with software under the MIT licence, whoever uses it. */
const PERMISSIVE = ['0BSD', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', 'BlueOak-1.0.0', 'ISC', 'MIT'];
/** The licence of a font, which may stand in any document. */
const FONT = 'OFL-1.1';
/** Tools that are used as they are, and never handed on. */
const TOOLS_ALONE = ['CC-BY-4.0', 'MIT OR Apache-2.0', 'MPL-2.0'];

function namesIn(licences: ReadonlyMap<string, readonly string[]>): readonly string[] {
  return [...licences.values()].flat();
}

function listOf(licences: ReadonlyMap<string, readonly string[]>): string {
  return [...licences].map(([licence, names]) => `- **${licence}**: ${names.join(', ')}`).join('\n');
}

it('depends on packages alone whose licences allow it, and lists them', { timeout: TOOL_TIMEOUT_MS }, async () => {
  const [published, all] = [licencesOf('published'), licencesOf('all')];
  expect([...published.keys()].filter((licence) => ![...PERMISSIVE, FONT].includes(licence))).toEqual([]);
  expect([...all.keys()].filter((licence) => ![...PERMISSIVE, FONT, ...TOOLS_ALONE].includes(licence))).toEqual([]);
  const shipped = new Set(namesIn(published));
  const tools = new Map([...all].map(([licence, names]) => [licence, names.filter((name) => !shipped.has(name))]));
  const used = new Map([...tools].filter(([, names]) => names.length > 0));
  const text = `# Licences

Orderflow is under the MIT licence. What it depends on, by licence, as \`pnpm licenses\` tells; a test holds the lists.

## What the packages install

${listOf(published)}

## What else the workspace is built and tested with

${listOf(used)}
`;
  await expect(text).toMatchFileSnapshot(join(ROOT, 'docs/licences.md'));
  tally.count('licences of packages looked at', namesIn(all).length);
});

it('lets the packages alone run scripts where they are installed that it names', () => {
  const settings = read('pnpm-workspace.yaml');
  const allowed = /^allowBuilds:\n((?: {2}.*\n)+)/m.exec(settings)?.[1]?.trim().split(/\n */) ?? [];
  const scripted = packagesWithScripts();
  expect(scripted.length).toBeGreaterThan(0);
  expect(allowed.sort()).toEqual(scripted.map((name) => `${name}: true`));
  // What is neither allowed nor forbidden fails an installation.
  expect(settings).not.toMatch(/strictDepBuilds: false|dangerouslyAllowAllBuilds/);
  for (const { manifest } of workspacePackages(ROOT)) {
    expect(Object.keys(manifest.scripts ?? {})).not.toEqual(
      expect.arrayContaining([expect.stringMatching(/install$/)]),
    );
  }
  tally.count('packages that may run scripts', scripted.length);
});

it('installs what the lockfile says, whose every package has a checksum and no address', () => {
  const lockfile = read('pnpm-lock.yaml');
  const resolutions = lockfile.match(/^ {4}resolution: .*$/gm) ?? [];
  expect(resolutions.length).toBeGreaterThan(100);
  expect(resolutions.filter((line) => !/^ {4}resolution: \{integrity: sha512-[\w+/]+=*\}$/.test(line))).toEqual([]);
  expect(lockfile).not.toMatch(/https?:|git\+|registry|tarball:/);
  expect(read('tooling/bootstrap/src/set-up.mjs')).toContain("pnpm(['install', '--frozen-lockfile'])");
  tally.count('packages whose checksum the lockfile holds', resolutions.length);
});

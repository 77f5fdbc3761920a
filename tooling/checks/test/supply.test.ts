import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { workspacePackages } from '@orderflow/bootstrap';
import { makeTally } from '@orderflow/torture';
import { describe, expect, it, onTestFinished } from 'vitest';
import { licencesOf, packagesWithScripts } from '../src/installed-packages.ts';
import { ROOT } from '../src/workspace-copy.ts';

const TOOL_TIMEOUT_MS = 300_000;
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

it('holds what is installed in a lockfile, whose every package has a checksum and no address', () => {
  const lockfile = read('pnpm-lock.yaml');
  const resolutions = lockfile.match(/^ {4}resolution: .*$/gm) ?? [];
  expect(resolutions.length).toBeGreaterThan(100);
  expect(resolutions.filter((line) => !/^ {4}resolution: \{integrity: sha512-[\w+/]+=*\}$/.test(line))).toEqual([]);
  expect(lockfile).not.toMatch(/https?:|git\+|registry|tarball:/);
  tally.count('packages whose checksum the lockfile holds', resolutions.length);
});

/** What set-up goes by: manifests, settings, the lockfile and its own code; nothing is installed. */
function copyOfManifests(): string {
  const copy = mkdtempSync(join(tmpdir(), 'orderflow-supply-'));
  onTestFinished(() => rmSync(copy, { recursive: true, force: true }));
  const manifests = workspacePackages(ROOT).map(({ folder }) => join(folder, 'package.json'));
  const files = ['package.json', 'pnpm-lock.yaml', 'pnpm-workspace.yaml', 'tooling/bootstrap/src', ...manifests];
  for (const file of files) cpSync(join(ROOT, file), join(copy, file), { recursive: true });
  return copy;
}

/** Sets a copy up without a network, or runs other code of its set-up. */
function setUp(copy: string, code = 'setUp()') {
  // Where this is set, pnpm freezes the lockfile by itself.
  const { CI: _, ...env } = process.env;
  const url = pathToFileURL(join(copy, 'tooling/bootstrap/src/set-up.mjs')).href;
  const program = `import { pnpm, setUp } from '${url}'; const result = await ${code}; process.exitCode = result?.code;`;
  const words = ['--input-type=module', '--eval', program];
  const { status, stdout, stderr } = spawnSync(process.execPath, words, {
    cwd: copy,
    encoding: 'utf8',
    env: { ...env, npm_config_offline: 'true' },
  });
  return { status, output: stdout + stderr };
}

describe('a checkout', { timeout: TOOL_TIMEOUT_MS }, () => {
  it('is not set up where a manifest asks for what the lockfile does not hold', () => {
    const copy = copyOfManifests();
    // As it stands they agree.
    const agreed = setUp(copy, "pnpm(['install', '--frozen-lockfile', '--lockfile-only'])");
    expect(agreed, agreed.output).toMatchObject({ status: 0 });
    const path = join(copy, 'packages/sqlite-repo/package.json');
    const manifest = JSON.parse(readFileSync(path, 'utf8'));
    manifest.dependencies['better-sqlite3'] = '13.0.0';
    writeFileSync(path, JSON.stringify(manifest));
    const { status, output } = setUp(copy);
    expect(output).toMatch(/ERR_PNPM_OUTDATED_LOCKFILE/);
    expect(output).toMatch(/The packages could not be installed; the lines above say why/);
    expect(status).toBe(1);
    expect(readFileSync(join(copy, 'pnpm-lock.yaml'), 'utf8')).toBe(read('pnpm-lock.yaml'));
    tally.count('set-ups refused, since the lockfile is frozen');
  });
});

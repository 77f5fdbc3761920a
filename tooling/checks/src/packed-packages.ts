import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { workspacePackages } from '@orderflow/bootstrap';
import { readmeCommands } from './readme.ts';
import type { WorkspaceCopy } from './workspace-copy.ts';

/** The part of a packed manifest that is looked at here. */
interface PackedManifest {
  readonly name: string;
  readonly dependencies?: Readonly<Record<string, string>>;
}

/** A package as it would be published. */
export interface PackedPackage {
  /** Its folder in the workspace, such as `packages/core`. */
  readonly folder: string;
  /** The manifest inside the tarball. */
  readonly manifest: PackedManifest;
  readonly tarball: string;
  /** The paths inside the tarball, in order. */
  readonly files: readonly string[];
}

/** The folders of the packages that are published, relative to `root`. */
export function publishedFolders(root: string): readonly string[] {
  const published = workspacePackages(root).filter(({ manifest }) => manifest.private !== true);
  return published.map(({ folder }) => folder);
}

/** Packs the published packages of a copy by the commands that its README gives. */
export function packPackages(copy: WorkspaceCopy): readonly PackedPackage[] {
  const commands = readmeCommands(readFileSync(join(copy.root, 'README.md'), 'utf8'));
  const start = commands.indexOf('npm run build');
  for (const command of commands.slice(start, start + 2)) run(['sh', '-c', command], copy.root);
  const tarballs = join(copy.root, 'dist');
  const packed = readdirSync(tarballs).map((name) => ({
    tarball: join(tarballs, name),
    ...readTarball(join(tarballs, name)),
  }));
  return publishedFolders(copy.root).map((folder) => {
    const { name } = JSON.parse(readFileSync(join(copy.root, folder, 'package.json'), 'utf8'));
    const item = packed.find(({ manifest }) => manifest.name === name);
    if (item === undefined) throw new Error(`${folder} was not packed`);
    return { folder, ...item };
  });
}

function readTarball(tarball: string): Pick<PackedPackage, 'manifest' | 'files'> {
  const listing = run(['tar', '-tzf', tarball], '.').stdout;
  const manifest = run(['tar', '-xzOf', tarball, 'package/package.json'], '.').stdout;
  const files = listing.trim().split('\n');
  return { manifest: JSON.parse(manifest), files: files.map((file) => file.replace('package/', '')).sort() };
}

/** Runs a command, and throws with what it wrote where it fails. */
export function run(
  [command, ...args]: readonly string[],
  cwd: string,
  env: NodeJS.ProcessEnv = process.env,
): { readonly stdout: string; readonly stderr: string } {
  const { status, stdout, stderr } = spawnSync(command ?? '', args, { cwd, env, encoding: 'utf8' });
  if (status !== 0) throw new Error(`\`${[command, ...args].join(' ')}\` ended with ${status}:\n${stdout}${stderr}`);
  return { stdout, stderr };
}

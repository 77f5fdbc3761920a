import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { workspacePackages } from '@orderflow/bootstrap';

/** The root of the workspace. */
export const ROOT = join(import.meta.dirname, '../../..');

/** How a tool ended and what it said. */
export interface Verdict {
  readonly exitCode: number;
  readonly output: string;
}

/**
 * A temporary copy of the workspace, with its real configuration, manifests and sources, in which violations can be
 * planted. The tools are those of the workspace.
 */
export class WorkspaceCopy {
  /** The folder that holds the copy. */
  readonly root = mkdtempSync(join(tmpdir(), 'orderflow-checks-'));
  readonly #planted = new Map<string, string | null>();

  constructor() {
    for (const file of workspaceFiles()) cpSync(join(ROOT, file), join(this.root, file));
    for (const folder of installedFolders()) {
      // Links between packages are relative, so a copied link points at the copy's packages.
      cpSync(join(ROOT, folder), join(this.root, folder), { recursive: true, verbatimSymlinks: true });
    }
    symlinkSync(join(ROOT, 'node_modules'), join(this.root, 'node_modules'));
    // Biome and knip read the ignore file of a repository.
    spawnSync('git', ['init', '--quiet'], { cwd: this.root });
  }

  /** Writes a file, or over one; `clear` takes it back. */
  plant(path: string, text: string): void {
    const file = join(this.root, path);
    if (!this.#planted.has(path)) this.#planted.set(path, existsSync(file) ? readFileSync(file, 'utf8') : null);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }

  /** Adds text to the end of a file that exists. */
  append(path: string, text: string): void {
    this.plant(path, `${readFileSync(join(this.root, path), 'utf8')}${text}`);
  }

  /** Adds a dependency to the manifest of the package in `folder`. */
  addDependency(folder: string, kind: 'dependencies' | 'devDependencies', name: string, version: string): void {
    const path = `${folder}/package.json`;
    const manifest = JSON.parse(readFileSync(join(this.root, path), 'utf8'));
    const text = JSON.stringify({ ...manifest, [kind]: { ...manifest[kind], [name]: version } }, null, 2);
    this.plant(path, `${text}\n`);
  }

  /** Takes back everything that was planted. */
  clear(): void {
    for (const [path, original] of this.#planted) {
      if (original === null) rmSync(join(this.root, path), { force: true });
      else writeFileSync(join(this.root, path), original);
    }
    this.#planted.clear();
  }

  /** Runs one of the workspace's tools in a folder of the copy. */
  run(tool: string, args: readonly string[], folder = '.'): Verdict {
    const { status, stdout, stderr } = spawnSync(join(this.root, 'node_modules', '.bin', tool), args, {
      cwd: join(this.root, folder),
      encoding: 'utf8',
      env: { ...process.env, TURBO_TELEMETRY_DISABLED: '1', DO_NOT_TRACK: '1', NO_COLOR: '1', FORCE_COLOR: '0' },
    });
    return { exitCode: status ?? -1, output: `${stdout}${stderr}` };
  }

  /** Deletes the copy. */
  remove(): void {
    rmSync(this.root, { recursive: true, force: true });
  }
}

function workspaceFiles(): readonly string[] {
  const listing = spawnSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '-z'], { cwd: ROOT });
  const files = listing.stdout.toString('utf8').split('\0');
  return files.filter((file) => file !== '' && existsSync(join(ROOT, file)));
}

function installedFolders(): readonly string[] {
  const folders = workspacePackages(ROOT).map(({ folder }) => join(folder, 'node_modules'));
  return folders.filter((folder) => existsSync(join(ROOT, folder)));
}

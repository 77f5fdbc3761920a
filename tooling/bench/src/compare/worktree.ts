import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { UsageError } from '../arguments.ts';
import { onExit } from '../clean-up.ts';
import { runCommand } from '../run-command.ts';

const ROOT = join(import.meta.dirname, '..', '..', '..', '..');
const BENCH = join('tooling', 'bench');

/** A commit that is checked out and installed. */
export interface Worktree {
  /** Its short name and subject. */
  readonly label: string;
  /** Where the programs stand that are measured. */
  readonly programs: string;
}

/**
 * Checks a commit out into a folder and installs its packages. The programs that are measured are this checkout's own,
 * copied into it, so that both commits are measured alike. The worktree goes when this process ends.
 */
export async function makeWorktree(commit: string, folder: string): Promise<Worktree> {
  const hash = await resolveCommit(commit);
  const label = (await git('log', '-1', '--format=%h %s', hash)).trim();
  onExit(() => removeWorktree(folder));
  await git('worktree', 'add', '--quiet', '--detach', folder, hash);
  const bench = join(folder, BENCH);
  if (!existsSync(join(bench, 'package.json'))) throw new UsageError(`${label} has no ${BENCH}: it cannot be measured`);
  await installPackages(folder);
  const source = join(ROOT, BENCH, 'src');
  rmSync(join(bench, 'src'), { recursive: true });
  cpSync(source, join(bench, 'src'), { recursive: true });
  return { label, programs: join(bench, 'src', 'programs') };
}

async function resolveCommit(commit: string): Promise<string> {
  try {
    return (await git('rev-parse', '--verify', '--end-of-options', `${commit}^{commit}`)).trim();
  } catch (cause) {
    throw new UsageError(`there is no commit ${commit} in ${ROOT}`, { cause });
  }
}

/** With the version of pnpm that the commit names; what was downloaded once is not asked for again. */
async function installPackages(folder: string): Promise<void> {
  const { devEngines } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const pnpm = ['--yes', `pnpm@${devEngines.packageManager.version}`];
  await runCommand('npx', [...pnpm, 'install', '--frozen-lockfile', '--prefer-offline'], { cwd: folder });
}

function removeWorktree(folder: string): void {
  if (!existsSync(folder)) return;
  execFileSync('git', ['worktree', 'remove', '--force', folder], { cwd: ROOT, stdio: 'pipe' });
}

function git(...args: readonly string[]): Promise<string> {
  return runCommand('git', args, { cwd: ROOT });
}

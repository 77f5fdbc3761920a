import { type ChildProcess, spawn } from 'node:child_process';
import { onExit } from './clean-up.ts';

const running = new Set<ChildProcess>();
let isWatched = false;

/**
 * Runs a command and returns what it prints; throws where it fails. It is a group of processes of its own, which ends
 * with this one.
 */
export async function runCommand(
  command: string,
  args: readonly string[],
  { cwd }: { readonly cwd?: string } = {},
): Promise<string> {
  watch();
  const child = spawn(command, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
  running.add(child);
  const output: Buffer[] = [];
  const errors: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => output.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => errors.push(chunk));
  try {
    const outcome = await ended(child);
    if (outcome === 0) return Buffer.concat(output).toString();
    const said = Buffer.concat([...output, ...errors]).toString();
    throw new Error(`${command} ended with ${outcome}: ${args.join(' ')}\n${said}`);
  } finally {
    running.delete(child);
  }
}

function watch(): void {
  if (isWatched) return;
  isWatched = true;
  onExit(() => {
    for (const { pid } of running) if (pid !== undefined) process.kill(-pid, 'SIGKILL');
  });
}

function ended(child: ChildProcess): Promise<number | NodeJS.Signals | null> {
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => resolve(code ?? signal));
  });
}

import { spawnSync } from 'node:child_process';

const ENTRY = new URL('../../src/orderflow.ts', import.meta.url).pathname;
const LONGEST_MS = 100_000;

/** What a command wrote on a terminal, both outputs in one, and its exit code. */
export interface OnTerminal {
  readonly exitCode: number | null;
  readonly text: string;
}

/** Whether commands can be run on a terminal of their own: `script` is installed. */
export function hasTerminals(): boolean {
  return spawnSync('script', ['-qec', 'test -t 1', '/dev/null'], { stdio: ['ignore', 'pipe', 'pipe'] }).status === 0;
}

/** Runs the real `orderflow` command on a terminal of its own. */
export function runOnTerminal(
  parameters: readonly string[],
  { cwd, environment }: { readonly cwd: string; readonly environment: Readonly<Record<string, string>> },
): OnTerminal {
  const words = [process.execPath, '--conditions=@orderflow/source', ENTRY, ...parameters];
  const command = words.map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(' ');
  const { status, stdout } = spawnSync('script', ['-qec', command, '/dev/null'], {
    cwd,
    env: { ...environment, SHELL: '/bin/sh', TERM: 'xterm-256color' },
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: LONGEST_MS,
  });
  return { exitCode: status, text: stdout };
}

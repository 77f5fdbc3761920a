import { type ChildProcess, type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';

const ENTRY = new URL('../src/orderflow.ts', import.meta.url).pathname;

/** What the command came to. */
export interface CommandResult {
  readonly exitCode: number | null;
  /** What ended it, where it did not end itself. */
  readonly signal?: NodeJS.Signals;
  readonly stdout: string;
  readonly stderr: string;
  /** Whether what `at` asks for was done. */
  readonly hasActed?: boolean;
}

/** How the command is run. */
export interface RunOptions {
  readonly cwd?: string;
  readonly environment?: Readonly<Record<string, string>>;
  /** Run as this user and group. */
  readonly uid?: number;
  /** Sends signals once, a moment apart, when standard error first holds this text. */
  readonly signalAt?: { readonly text: string; readonly signals: readonly NodeJS.Signals[] };
  /** Is done once, when standard error first holds this text. */
  readonly at?: { readonly text: string; readonly act: (child: ChildProcess) => void };
  /** Words of a shell that stand before the command, such as `ulimit -f 100;`. */
  readonly shellPrefix?: string;
  /** A command that runs it, such as `strace`. */
  readonly wrapper?: readonly string[];
}

/** The real `orderflow` command while it runs. */
export interface RunningCommand {
  readonly child: ChildProcessWithoutNullStreams;
  readonly ended: Promise<CommandResult>;
}

/** Runs the real `orderflow` command as a child process. */
export function orderflow(parameters: readonly string[], options: RunOptions = {}): Promise<CommandResult> {
  return startOrderflow(parameters, options).ended;
}

/** Starts the real `orderflow` command as a child process. */
export function startOrderflow(parameters: readonly string[], options: RunOptions = {}): RunningCommand {
  const command = [
    ...(options.wrapper ?? []),
    process.execPath,
    '--conditions=@orderflow/source',
    ENTRY,
    ...parameters,
  ];
  const shell = ['/bin/sh', '-c', `${options.shellPrefix ?? ''} exec "$@"`, 'sh', ...command];
  const [file = '', ...rest] = options.shellPrefix === undefined ? command : shell;
  const child = spawn(file, rest, {
    cwd: options.cwd ?? tmpdir(),
    env: { PATH: process.env.PATH, ...options.environment },
    ...(options.uid !== undefined && { uid: options.uid, gid: options.uid }),
  });
  child.stdin.end();
  let stdout = '';
  let stderr = '';
  let hasActed = false;
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    const before = stderr;
    stderr += text;
    const isFirst = (wanted?: string) => wanted !== undefined && !before.includes(wanted) && stderr.includes(wanted);
    if (isFirst(options.at?.text)) {
      options.at?.act(child);
      hasActed = true;
    }
    if (!isFirst(options.signalAt?.text)) return;
    for (const [index, signal] of options.signalAt?.signals.entries() ?? [])
      setTimeout(() => child.kill(signal), 2 * index);
  });
  const ended = new Promise<CommandResult>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (exitCode, signal) =>
      resolve({
        exitCode,
        stdout,
        stderr,
        ...(signal !== null && { signal }),
        ...(options.at !== undefined && { hasActed }),
      }),
    );
  });
  return { child, ended };
}

/** A folder that is gone after the tests of a file. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'orderflow-cli-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

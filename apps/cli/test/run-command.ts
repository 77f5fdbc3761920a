import { type ChildProcess, type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';

const ENTRY = new URL('../src/orderflow.ts', import.meta.url).pathname;
const STOP_AT_TEXT = new URL('support/stop-at-text.ts', import.meta.url).href;
const POLL_MS = 2;

let stops = 0;

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
  /** Sends signals, a moment apart, at a place of the run. */
  readonly signalAt?: { readonly text: string; readonly signals: readonly NodeJS.Signals[] };
  /** Is done at the place of the run where standard error first holds this text; its main thread stands still there. */
  readonly at?: Place;
  /** Words of a shell that stand before the command, such as `ulimit -f 100;`. */
  readonly shellPrefix?: string;
  /** A command that runs it, such as `strace`. */
  readonly wrapper?: readonly string[];
}

interface Place {
  readonly text: string;
  /** Where it is a promise, it is waited for. */
  readonly act: (child: ChildProcess) => unknown;
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
  const place = options.at ?? placeOfSignals(options.signalAt);
  const stop = place && prepareStop(place);
  const child = spawn(file, rest, {
    cwd: options.cwd ?? tmpdir(),
    env: { PATH: process.env.PATH, ...stop?.environment, ...options.environment },
    ...(options.uid !== undefined && { uid: options.uid, gid: options.uid }),
  });
  child.stdin.end();
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const watch = stop?.watch(child);
  const ended = new Promise<CommandResult>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (exitCode, signal) => {
      const hasActed = watch?.end() === true;
      resolve({
        exitCode,
        stdout,
        stderr,
        ...(signal !== null && { signal }),
        ...(options.at !== undefined && { hasActed }),
      });
    });
  });
  return { child, ended };
}

function placeOfSignals(signalAt: RunOptions['signalAt']): Place | undefined {
  return (
    signalAt && {
      text: signalAt.text,
      act: (child) => {
        const [first, ...others] = signalAt.signals;
        child.kill(first);
        for (const [index, signal] of others.entries()) setTimeout(() => child.kill(signal), 2 * (index + 1));
      },
    }
  );
}

/** Has a command stand still at a place until something is done there. */
function prepareStop({ text, act }: Place) {
  // Whatever user runs the command must be able to make it.
  const file = join(tmpdir(), `orderflow-cli-${process.pid}-${++stops}.stop`);
  return {
    environment: { NODE_OPTIONS: `--import=${STOP_AT_TEXT}`, STOP_AT_TEXT: JSON.stringify({ text, file }) },
    watch: (child: ChildProcess) => {
      let hasActed = false;
      const look = async () => {
        if (hasActed || !existsSync(file)) return;
        hasActed = true;
        try {
          await act(child);
        } finally {
          rmSync(file, { force: true });
        }
      };
      const timer = setInterval(look, POLL_MS);
      return {
        end: () => {
          clearInterval(timer);
          rmSync(file, { force: true });
          return hasActed;
        },
      };
    },
  };
}

/** A folder that is gone after the tests of a file. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'orderflow-cli-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

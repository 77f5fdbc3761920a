import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** A system call that the kernel refuses. */
export interface FailingCall {
  /** One name, or several behind commas. */
  readonly call: string;
  readonly error: string;
  /** Which of a thread's calls to the files is refused, from 1. */
  readonly nth: number;
}

/** Whether calls can be made to fail here: strace is installed and may trace. */
export function canFailCalls(): boolean {
  const { status } = spawnSync('strace', ['-f', '-qq', '-e', 'trace=fsync', '-e', 'inject=fsync:error=EIO', 'true']);
  return status === 0;
}

/** The command that runs another and has a call fail on a file or its journals; `log` tells whether it came to that. */
export function failing({ call, error, nth }: FailingCall, path: string, log: string): readonly string[] {
  const files = ['', '-journal', '-wal', '-shm'].flatMap((suffix) => ['-P', path + suffix]);
  const inject = ['-e', `trace=${call}`, '-e', `inject=${call}:error=${error}:when=${nth}`];
  return ['strace', '-f', '-qq', '--seccomp-bpf', ...inject, ...files, '-o', log];
}

/** Whether a call was refused. */
export function hasFailed(log: string): boolean {
  return readFileSync(log, 'utf8').includes('(INJECTED)');
}

import { exitCodeOfSignal } from './interruption.ts';
import type { Process } from './session.ts';

const { argv, env, stderr, stdout } = process;

/** This process. */
export const ownProcess: Process = {
  ...{ argv, env, stderr, stdout },
  cwd: () => process.cwd(),
  exit: (code) => process.exit(code),
  on: (signal, listener) => process.on(signal, listener),
  endBy: (signal) => {
    process.emit('exit', exitCodeOfSignal(signal));
    // An exit waits for threads, and one that is just opening a file then aborts the whole process.
    process.removeAllListeners(signal);
    process.kill(process.pid, signal);
  },
};

import { syncBuiltinESMExports } from 'node:module';
import threads, { type WorkerOptions } from 'node:worker_threads';

// Is imported before the command and in its worker threads, and spoils these, as the environment says.
const { answers, death, ...resourceLimits } = JSON.parse(process.env.SPOIL_WORKERS ?? '{}');

class LimitedWorker extends threads.Worker {
  constructor(file: string | URL, options?: WorkerOptions) {
    super(file, { ...options, resourceLimits });
  }
}

/** Ends the thread that it runs in, from within. */
function die(): void {
  if (death === 'exit') process.exit(7);
  throw new Error('spoilt');
}

function dieAfter(port: NonNullable<typeof threads.parentPort>): void {
  let left = answers;
  const { postMessage } = port;
  const postOrDie = (...words: unknown[]): void => {
    // Behind the answer, where nobody catches.
    if (left-- === 0) setImmediate(die);
    else Reflect.apply(postMessage, port, words);
  };
  port.postMessage = postOrDie;
}

if (threads.isMainThread) {
  threads.Worker = LimitedWorker;
  syncBuiltinESMExports();
} else if (answers !== undefined && threads.parentPort !== null) {
  dieAfter(threads.parentPort);
}

import { syncBuiltinESMExports } from 'node:module';
import threads, { type WorkerOptions } from 'node:worker_threads';

// Is imported before the command, and spoils the worker threads that it starts, as the environment says.
const { answers, ...resourceLimits } = JSON.parse(process.env.SPOIL_WORKERS ?? '{}');

class SpoiltWorker extends threads.Worker {
  constructor(file: string | URL, options?: WorkerOptions) {
    super(file, { ...options, resourceLimits });
    if (answers === undefined) return;
    let left = answers;
    this.on('message', () => {
      if (left-- === 0) this.terminate();
    });
  }
}

if (threads.isMainThread) {
  threads.Worker = SpoiltWorker;
  syncBuiltinESMExports();
}

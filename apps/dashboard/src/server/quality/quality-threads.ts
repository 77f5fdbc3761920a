import { OrderflowError, type QualityProgress, type QualityReport } from '@orderflow/core';
import { SQLiteThread } from '@orderflow/sqlite-repo';
import { RequestAborted } from '../request-scope.ts';
import type { CheckMessage, CheckSettings, CheckTask } from './quality-messages.ts';

/** How files are checked in threads. */
export interface ThreadedCheck extends CheckSettings {
  readonly paths: readonly string[];
  /** The most threads. */
  readonly threads: number;
  /** Ends the check as soon as it says so. */
  readonly signal: AbortSignal | undefined;
  readonly onProgress: (index: number, progress: QualityProgress) => void;
}

/**
 * Checks files in threads of their own, some at a time, and gives their reports in the order of the paths.
 * @throws RequestAborted where the signal says so, the first error of any file, and `worker-died` where a thread ends
 * before its work.
 */
export async function checkInThreads(check: ThreadedCheck): Promise<readonly QualityReport[]> {
  const { paths, threads, signal, options, maxLevelBytes, cacheSize } = check;
  const settings: CheckSettings = { options, maxLevelBytes, cacheSize };
  const waiting = paths.map((path, index): CheckTask => ({ index, path }));
  const reports = new Array<QualityReport>(paths.length);
  const started = Array.from({ length: Math.min(threads, paths.length) }, () => startThread(settings));
  try {
    await Promise.race([
      aborted(signal),
      Promise.all(started.map(({ worker }) => work(worker, waiting, reports, check.onProgress))),
    ]);
    return reports;
  } finally {
    await Promise.all(started.map((thread) => thread.end()));
  }
}

function startThread(settings: CheckSettings): SQLiteThread {
  return new SQLiteThread(new URL(import.meta.resolve('#quality-worker')), settings);
}

/** Has a thread check files that wait until none is left. */
function work(
  worker: SQLiteThread['worker'],
  waiting: CheckTask[],
  reports: QualityReport[],
  onProgress: ThreadedCheck['onProgress'],
): Promise<void> {
  return new Promise((resolve, reject) => {
    const next = () => {
      const task = waiting.shift();
      if (task === undefined) resolve();
      else worker.postMessage(task);
    };
    worker.on('message', (message: CheckMessage) => {
      if (message.kind === 'progress') return onProgress(message.index, message);
      if (message.kind === 'failed') return reject(errorOf(message));
      reports[message.index] = message.report;
      next();
    });
    worker.on('error', (cause) => reject(died(cause instanceof Error ? cause.message : String(cause), cause)));
    worker.on('exit', (code) => reject(died(`code ${code}`)));
    next();
  });
}

function died(why: string, cause?: unknown): OrderflowError {
  const advice = 'ask again, for fewer files where memory is short';
  return new OrderflowError('worker-died', `a thread ended (${why}); ${advice}`, { cause });
}

function errorOf({ code, message }: Extract<CheckMessage, { kind: 'failed' }>): Error {
  return code === null ? new Error(message) : new OrderflowError(code, message);
}

function aborted(signal: AbortSignal | undefined): Promise<never> {
  return new Promise((_, reject) => {
    const end = () => reject(new RequestAborted());
    if (signal?.aborted === true) end();
    else signal?.addEventListener('abort', end, { once: true });
  });
}

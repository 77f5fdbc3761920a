import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { OrderflowError } from '@orderflow/core';
import type { PlayedTrial, SweepWork, TrialAnswer, TrialTask } from './sweep-messages.ts';

/** Worker threads that play trials. Who makes a pool closes it. */
export class TrialPool {
  readonly #workers: readonly Worker[];
  #hasPlayed = false;

  constructor(threads: number, work: SweepWork) {
    const url = new URL(import.meta.resolve('#sweep-worker'));
    this.#workers = Array.from({ length: threads }, () => new Worker(url, { workerData: work }));
  }

  /** Whether any trial was played. */
  get hasPlayed(): boolean {
    return this.#hasPlayed;
  }

  /**
   * Plays tasks, each thread one at a time, begun in their order; `onPlayed` is told each as it ends. Ends early where
   * `signal` says so, without what was under way: false.
   * @throws OrderflowError as the first task that failed says, `worker-died` where a thread ended.
   */
  async play<Task extends TrialTask>(
    tasks: readonly Task[],
    signal: { readonly aborted: boolean },
    onPlayed: (played: PlayedTrial, task: Task) => Promise<void>,
  ): Promise<boolean> {
    const queue = tasks.values();
    const runLane = async (worker: Worker) => {
      for (const task of queue) {
        const played = await ask(worker, task, signal);
        if (played === null) return;
        this.#hasPlayed = true;
        await onPlayed(played, task);
      }
    };
    await Promise.all(this.#workers.map(runLane));
    return !signal.aborted;
  }

  /** Ends the threads, whatever they are doing. */
  async close(): Promise<void> {
    await Promise.all(this.#workers.map((worker) => worker.terminate()));
  }
}

const LOOK_EVERY_MS = 100;

/** Has a thread play a task; null where the wish to stop comes first. */
async function ask(
  worker: Worker,
  task: TrialTask,
  signal: { readonly aborted: boolean },
): Promise<PlayedTrial | null> {
  const { parameters, range, originMs } = task;
  const listening = new AbortController();
  const stopped = Promise.withResolvers<null>();
  const timer = setInterval(() => signal.aborted && stopped.resolve(null), LOOK_EVERY_MS);
  try {
    const answered = once(worker, 'message', { signal: listening.signal });
    const ended = once(worker, 'exit', { signal: listening.signal });
    for (const wait of [answered, ended]) wait.catch(() => undefined);
    worker.postMessage({ parameters, range, originMs } satisfies TrialTask);
    const answer = await Promise.race([
      ...[stopped.promise, answered.then(([sent]) => sent as TrialAnswer)],
      ended.then(([code]) => Promise.reject(died(code, task))),
    ]);
    if (answer?.kind === 'failed') throw errorOf(answer, task);
    return answer;
  } finally {
    clearInterval(timer);
    listening.abort();
  }
}

function errorOf({ code, message }: TrialAnswer & { kind: 'failed' }, task: TrialTask): Error {
  const text = `${message} (trial ${trialName(task)})`;
  return code === null ? new Error(text) : new OrderflowError(code, text);
}

function died(code: number, task: TrialTask): OrderflowError {
  const advice = 'what was played is kept: run again, with fewer --threads where memory is short';
  return new OrderflowError('worker-died', `a thread ended with code ${code} in trial ${trialName(task)}; ${advice}`);
}

function trialName({ parameters }: TrialTask): string {
  return Object.entries(parameters)
    .map(([name, value]) => `${name}=${value}`)
    .join(' ');
}

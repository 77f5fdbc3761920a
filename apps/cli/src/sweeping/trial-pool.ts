import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { OrderflowError } from '@orderflow/core';
import type { PlayedTrial, SweepWork, TrialAnswer, TrialTask } from './sweep-messages.ts';
import { failedTrials, type TrialFailure, trialName } from './trial-failures.ts';

/** Who is told how trials end. */
interface TrialListener<Task extends TrialTask> {
  readonly onPlayed: (played: PlayedTrial, task: Task) => Promise<void>;
  readonly onFailed: (failure: TrialFailure) => void;
}

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
   * Plays tasks, each thread one at a time, begun in their order; `onPlayed` is told each as it ends, `onFailed` the first
   * that ends in an error. Ends early where `signal` says so, without what was under way: false.
   * @throws OrderflowError as `failedTrials` makes it once all were played, `worker-died` where a thread ended.
   */
  async play<Task extends TrialTask>(
    tasks: readonly Task[],
    signal: { readonly aborted: boolean },
    { onPlayed, onFailed }: TrialListener<Task>,
  ): Promise<boolean> {
    const queue = tasks.entries();
    const failures = new Map<number, TrialFailure>();
    const runLane = async (worker: Worker) => {
      for (const [place, task] of queue) {
        const answer = await ask(worker, task, signal);
        if (answer === null) return;
        if (answer.kind === 'failed') {
          if (failures.size === 0) onFailed({ ...answer, task });
          failures.set(place, { ...answer, task });
          continue;
        }
        this.#hasPlayed = true;
        await onPlayed(answer, task);
      }
    };
    await Promise.all(this.#workers.map(runLane));
    if (failures.size > 0 && !signal.aborted) throw failedTrials(inOrder(failures), tasks.length);
    return !signal.aborted;
  }

  /** Ends the threads, whatever they are doing. */
  async close(): Promise<void> {
    await Promise.all(this.#workers.map((worker) => worker.terminate()));
  }
}

function inOrder(failures: ReadonlyMap<number, TrialFailure>): readonly TrialFailure[] {
  return [...failures].sort(([one], [other]) => one - other).map(([, failure]) => failure);
}

const LOOK_EVERY_MS = 100;

/** Has a thread play a task; null where the wish to stop comes first. */
async function ask(
  worker: Worker,
  task: TrialTask,
  signal: { readonly aborted: boolean },
): Promise<TrialAnswer | null> {
  const { parameters, range, originMs } = task;
  const listening = new AbortController();
  const stopped = Promise.withResolvers<null>();
  const timer = setInterval(() => signal.aborted && stopped.resolve(null), LOOK_EVERY_MS);
  try {
    const answered = once(worker, 'message', { signal: listening.signal });
    const ended = once(worker, 'exit', { signal: listening.signal });
    for (const wait of [answered, ended]) wait.catch(() => undefined);
    worker.postMessage({ parameters, range, originMs } satisfies TrialTask);
    return await Promise.race([
      ...[stopped.promise, answered.then(([sent]) => sent as TrialAnswer)],
      ended.then(([code]) => Promise.reject(died(code, task))),
    ]);
  } finally {
    clearInterval(timer);
    listening.abort();
  }
}

function died(code: number, task: TrialTask): OrderflowError {
  const advice = 'what was played is kept: run again, with fewer --threads where memory is short';
  return new OrderflowError('worker-died', `a thread ended with code ${code} in ${trialName(task)}; ${advice}`);
}

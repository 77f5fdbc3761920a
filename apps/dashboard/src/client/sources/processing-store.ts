import { type Accessor, createEffect, createSignal, onCleanup } from 'solid-js';
import { apiUrl } from '../api/api-client.ts';
import type { ProcessingState } from '../api/api-types.ts';
import { cancelProcessing, startProcessing } from '../api/dashboard-api.ts';
import { sentenceOf } from '../api/problem.ts';

/** Processing as it goes on, and what starts and stops it. */
export interface ProcessingStore {
  /** Null until the server has said how it stands. */
  readonly state: Accessor<ProcessingState | null>;
  /** The state while it runs, else null. */
  readonly running: Accessor<ProcessingState | null>;
  /** Why it could not be started or stopped; null where it could. */
  readonly problem: Accessor<string | null>;
  readonly start: (files: readonly string[], force?: boolean) => void;
  readonly cancel: () => void;
}

/** Follows processing on the server, whoever started it, where that is allowed; `onEnd` hears when it ends. */
export function createProcessing(isAllowed: Accessor<boolean>, onEnd: () => void): ProcessingStore {
  const [state, setState] = createSignal<ProcessingState | null>(null);
  const [problem, setProblem] = createSignal<string | null>(null);
  const take = (next: ProcessingState) => {
    const wasRunning = state()?.status === 'running';
    setState(next);
    if (wasRunning && next.status !== 'running') onEnd();
  };
  createEffect(() => {
    if (!isAllowed()) return;
    const events = new EventSource(apiUrl('/processing/events'));
    events.addEventListener('state', (event) => take(JSON.parse(event.data) as ProcessingState));
    onCleanup(() => events.close());
  });
  const ask = (question: Promise<ProcessingState>) => {
    setProblem(null);
    question.then(take, (error: unknown) => setProblem(sentenceOf(error)));
  };
  return {
    state,
    running: () => (state()?.status === 'running' ? state() : null),
    problem,
    start: (files, force = false) => ask(startProcessing(files, force)),
    cancel: () => ask(cancelProcessing()),
  };
}

import { AsyncLocalStorage } from 'node:async_hooks';
import { setImmediate } from 'node:timers/promises';

/** How long work may keep the event loop to itself, in milliseconds. */
const LONGEST_TURN_MS = 8;
/** How often work is begun anew that ended because another request, which it shared something with, went away. */
const MOST_ATTEMPTS = 3;

/** The client has gone: nobody waits for the answer. */
export class RequestAborted extends Error {
  constructor() {
    super('the client has gone');
    this.name = 'RequestAborted';
  }
}

const scope = new AsyncLocalStorage<AbortSignal | undefined>();
let turnBegan = performance.now();

/** Runs the work of a request: reads within it end with {@link RequestAborted} once `signal` says so. */
export async function runForRequest<Result>(signal: AbortSignal, work: () => Promise<Result>): Promise<Result> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await scope.run(signal, work);
    } catch (error) {
      const isForeign = error instanceof RequestAborted && !signal.aborted;
      if (!isForeign || attempt === MOST_ATTEMPTS) throw error;
    }
  }
}

/** Runs work whose result is kept for all requests: no single one ends it. */
export function runForAll<Result>(work: () => Promise<Result>): Promise<Result> {
  return scope.run(undefined, work);
}

/** Says when nobody waits for the present work any more; undefined where it is for all. */
export function requestSignal(): AbortSignal | undefined {
  return scope.getStore();
}

/**
 * Lets others have their turn: SQLite answers at once, so a long read would otherwise keep every other request waiting,
 * and would never learn that its own client has gone.
 * @throws RequestAborted where it has.
 */
export async function takeBreath(): Promise<void> {
  if (performance.now() - turnBegan > LONGEST_TURN_MS) {
    await setImmediate();
    turnBegan = performance.now();
  }
  if (scope.getStore()?.aborted === true) throw new RequestAborted();
}

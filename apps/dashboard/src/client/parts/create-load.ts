import { type Accessor, createResource, onCleanup } from 'solid-js';
import { isAbort, sentenceOf } from '../api/problem.ts';

/** Something that is fetched: its state, and the value there is. */
export interface Load<Value> {
  /** The last value; undefined before the first, and after a failure. */
  readonly value: Accessor<Value | undefined>;
  readonly isLoading: Accessor<boolean>;
  /** Why there is no value, as a sentence; null where all is well. */
  readonly problem: Accessor<string | null>;
  readonly reload: () => void;
}

/** Fetches a value whenever `key` changes; a request that nobody waits for any more is aborted. A null key asks nothing. */
export function createLoad<Key, Value>(
  key: Accessor<Key | null>,
  fetch: (key: Key, signal: AbortSignal) => Promise<Value>,
): Load<Value> {
  let controller = new AbortController();
  onCleanup(() => controller.abort());
  const [resource, { refetch }] = createResource(
    () => key() ?? false,
    (current) => {
      controller.abort();
      controller = new AbortController();
      return fetch(current as Key, controller.signal);
    },
  );
  const isFailed = () => resource.error !== undefined && !isAbort(resource.error);
  return {
    value: () => (resource.error === undefined ? resource.latest : undefined),
    isLoading: () => resource.loading,
    problem: () => (isFailed() ? sentenceOf(resource.error) : null),
    reload: () => {
      Promise.resolve(refetch()).catch(() => undefined);
    },
  };
}

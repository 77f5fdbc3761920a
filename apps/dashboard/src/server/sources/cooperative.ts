import { takeBreath } from '../request-scope.ts';

/** The same object, whose every call and every batch lets other requests have their turn. */
export function cooperative<Target extends object>(target: Target): Target {
  return new Proxy(target, {
    get: (_, key) => {
      const value: unknown = Reflect.get(target, key, target);
      if (typeof value === 'function') return wrap(value.bind(target));
      return value !== null && typeof value === 'object' && key === 'tiles' ? cooperative(value) : value;
    },
  });
}

function wrap(method: (...parameters: readonly unknown[]) => unknown): (...parameters: readonly unknown[]) => unknown {
  return (...parameters) => {
    const result = method(...parameters);
    if (isAsyncIterable(result)) return breathing(result);
    return result instanceof Promise ? afterBreath(result) : result;
  };
}

async function* breathing(batches: AsyncIterable<unknown>): AsyncGenerator<unknown> {
  await takeBreath();
  for await (const batch of batches) {
    yield batch;
    await takeBreath();
  }
}

async function afterBreath(result: Promise<unknown>): Promise<unknown> {
  const value = await result;
  await takeBreath();
  return value;
}

function isAsyncIterable(value: unknown): value is AsyncIterable<unknown> {
  return typeof value === 'object' && value !== null && Symbol.asyncIterator in value;
}

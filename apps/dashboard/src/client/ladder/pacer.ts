/** Passes values on at a pace. */
export interface Pacer<Value> {
  readonly take: (value: Value) => void;
  readonly end: () => void;
}

/** Passes the first value on at once, and then no more than one every `paceMs`: the last there is. */
export function createPacer<Value>(pass: (value: Value) => void, paceMs: number): Pacer<Value> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let waiting: { readonly value: Value } | null = null;
  const next = () => {
    timer = undefined;
    if (waiting === null) return;
    const { value } = waiting;
    waiting = null;
    start(value);
  };
  const start = (value: Value) => {
    timer = setTimeout(next, paceMs);
    pass(value);
  };
  return {
    take(value) {
      if (timer === undefined) start(value);
      else waiting = { value };
    },
    end: () => clearTimeout(timer),
  };
}

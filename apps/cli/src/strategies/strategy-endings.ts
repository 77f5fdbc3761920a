const ADVICE = 'keep what you need of a book, not the book';

/** What is said of a strategy that ends its process. */
export const ENDED_ITSELF = 'it ended its own process; leave that to the command';

const BYTES_A_MEGABYTE = 1024 * 1024;
/** From a watch or the system, and from V8 where objects are too many. */
const MEMORY_SIGNALS: ReadonlySet<NodeJS.Signals> = new Set(['SIGKILL', 'SIGABRT']);

/** What is said of a process that takes too much memory. */
export function overfull(mostBytes: number): string {
  return `its process took more than ${megabytes(mostBytes)} of memory: ${ADVICE}`;
}

/** What is said of a process that a signal ended. */
export function endedBy(signal: NodeJS.Signals, mostBytes: number): string {
  const end = `its process was ended by ${signal}`;
  if (!MEMORY_SIGNALS.has(signal)) return end;
  return `${end}; it may have taken more than ${megabytes(mostBytes)} of memory: ${ADVICE}`;
}

function megabytes(bytes: number): string {
  return `${Math.round(bytes / BYTES_A_MEGABYTE)} MB`;
}

/** What is said of code that takes too long; `what` names it. */
export function overdue(what: string, timeoutSeconds: number): string {
  return `${what} did not end within ${timeoutSeconds} s; mend what never ends, or give it more time with --strategy-timeout`;
}

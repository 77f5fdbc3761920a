/** What is said of a strategy that ends its process. */
export const ENDED_ITSELF = 'it ended its own process; leave that to the command';

/** What is said of code that takes too long; `what` names it. */
export function overdue(what: string, timeoutSeconds: number): string {
  return `${what} did not end within ${timeoutSeconds} s; mend what never ends, or give it more time with --strategy-timeout`;
}

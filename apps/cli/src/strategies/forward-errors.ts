import type { Socket } from 'node:net';
import type { Readable, Writable } from 'node:stream';

/** How V8 begins to tell why it dies: pages of figures that help no user. */
const OBITUARY = /^(<--- Last few GCs --->|FATAL ERROR: |----- Native stack trace -----)/m;

/** Hands on what a strategy writes to standard error, but not what V8 writes when it dies. */
export function forwardErrors(from: Readable, to: Writable): void {
  let isDead = false;
  from.setEncoding('utf8').on('data', (text: string) => {
    if (isDead) return;
    const end = text.search(OBITUARY);
    isDead = end >= 0;
    to.write(isDead ? text.slice(0, end) : text);
  });
  (from as Socket).unref();
}

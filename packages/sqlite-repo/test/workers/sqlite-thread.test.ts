import { once } from 'node:events';
import { expect, it } from 'vitest';
import { SQLiteThread } from '../../src/workers/sqlite-thread.ts';

const MODULE = new URL('../support/loading-thread.ts', import.meta.url);
const MOST_WAIT_MS = 1;
const THREADS = 40;

function spin(ms: number): void {
  const until = performance.now() + ms;
  while (performance.now() < until);
}

it('gives a thread what it was started with', async () => {
  const thread = new SQLiteThread(MODULE, { answer: 42 });
  expect(await once(thread.worker, 'message')).toEqual(['loading']);
  expect(await once(thread.worker, 'message')).toEqual([{ answer: 42 }]);
  await thread.end();
  await thread.end();
});

// Where a thread is ended that is just loading SQLite, Node aborts the process of this test.
it('ends a thread at any moment, while it loads SQLite too', async () => {
  for (let count = 0; count < THREADS; count++) {
    const thread = new SQLiteThread(MODULE);
    const exited = once(thread.worker, 'exit');
    await once(thread.worker, 'message');
    spin((MOST_WAIT_MS * count) / THREADS);
    await thread.end();
    await exited;
  }
});

it('ends a thread that has not begun, and one that cannot', async () => {
  await new SQLiteThread(MODULE).end();
  const broken = new SQLiteThread(new URL('gone.ts', MODULE));
  broken.worker.on('error', () => undefined);
  await broken.end();
});

import { workerData } from 'node:worker_threads';
import { reportApart } from './apart-report.ts';
import type { CallbackLimits } from './callback-clock.ts';
import { USER_CODE } from './user-code.ts';

const LOOK_EVERY_MS = 100;

const { cells, timeoutSeconds, mostBytes, parent } = workerData as CallbackLimits;
let call = -1;
let seenAt = 0;

setInterval(() => {
  if (process.ppid !== parent) process.kill(process.pid, 'SIGKILL');
  if (process.memoryUsage.rss() > mostBytes) {
    reportApart({ kind: 'overfull', mostBytes });
    process.kill(process.pid, 'SIGKILL');
  }
  const [calls = 0, code = 0] = [Atomics.load(cells, 0), Atomics.load(cells, 1)];
  const now = performance.now();
  if (calls !== call || code === 0) {
    call = calls;
    seenAt = now;
  } else if (timeoutSeconds !== null && now - seenAt > 1000 * timeoutSeconds) {
    reportApart({ kind: 'overdue', code: USER_CODE[code]!, timeoutSeconds });
    process.kill(process.pid, 'SIGKILL');
  }
}, LOOK_EVERY_MS);

import { parentPort } from 'node:worker_threads';
import { checkQuality, OrderflowError } from '@orderflow/core';
import { SQLiteOrderflowRepository, sqliteThreadData } from '@orderflow/sqlite-repo';
import type { CheckMessage, CheckSettings, CheckTask } from './quality-messages.ts';

const TELL_EVERY_MS = 100;

const { options, ...connect } = sqliteThreadData<CheckSettings>();
let queue = Promise.resolve();

parentPort?.on('message', (task: CheckTask) => {
  queue = queue.then(() => check(task));
});

async function check({ index, path }: CheckTask): Promise<void> {
  try {
    const repository = SQLiteOrderflowRepository.connect(path, connect);
    try {
      let last = Number.NEGATIVE_INFINITY;
      const report = await checkQuality(repository, {
        ...options,
        onProgress: (progress) => {
          if (performance.now() - last < TELL_EVERY_MS) return;
          last = performance.now();
          tell({ index, kind: 'progress', ...progress });
        },
      });
      tell({ index, kind: 'report', report });
    } finally {
      repository.close();
    }
  } catch (error) {
    const code = error instanceof OrderflowError ? error.code : null;
    tell({ index, kind: 'failed', code, message: error instanceof Error ? error.message : String(error) });
  }
}

function tell(message: CheckMessage): void {
  parentPort?.postMessage(message);
}

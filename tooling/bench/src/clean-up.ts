import { mkdtempSync, rmSync } from 'node:fs';
import { constants, tmpdir } from 'node:os';
import { join } from 'node:path';

const actions: (() => void)[] = [];

/** Does something when this process ends: by itself, by Ctrl-C or by being terminated. The last comes first. */
export function onExit(action: () => void): void {
  if (actions.length === 0) listen();
  actions.push(action);
}

/** Makes a folder that goes when this process ends. */
export function makeTemporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'orderflow-bench-'));
  onExit(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
  return folder;
}

function listen(): void {
  process.on('exit', cleanUp);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => process.exit(128 + constants.signals[signal]));
  }
}

function cleanUp(): void {
  for (const action of actions.toReversed()) {
    try {
      action();
    } catch (error) {
      process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
    }
  }
}

import { mkdtempSync, rmSync } from 'node:fs';
import { constants, tmpdir } from 'node:os';
import { join } from 'node:path';

/** Makes a folder that goes when this process ends, whether by itself, by Ctrl-C or by being terminated. */
export function makeTemporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'orderflow-bench-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => process.exit(128 + constants.signals[signal]));
  }
  return folder;
}

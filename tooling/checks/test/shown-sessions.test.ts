import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, describe, expect, it } from 'vitest';
import { run } from '../src/packed-packages.ts';
import { type SessionStep, sessionSteps, stableOutput } from '../src/session.ts';
import { ROOT } from '../src/workspace-copy.ts';

const STEP_TIMEOUT_MS = 300_000;
// Where the documents say that the session takes place.
const SHOWN_FOLDER = '/home/you/orderflow';
const SQL = /^```sql\n(?<sql>.*?)^```$/ms;

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** A place for a session, with the `orderflow` command, run from its sources, on the PATH. */
function sessionPlace(): { readonly folder: string; readonly env: NodeJS.ProcessEnv } {
  const folder = mkdtempSync(join(tmpdir(), 'orderflow-session-'));
  folders.push(folder);
  const bin = join(folder, 'bin');
  const command = join(bin, 'orderflow');
  const entry = join(ROOT, 'apps/cli/src/orderflow.ts');
  mkdirSync(bin);
  writeFileSync(command, `#!/bin/sh\nexec '${process.execPath}' --conditions=@orderflow/source '${entry}' "$@"\n`);
  chmodSync(command, 0o755);
  return { folder, env: { ...process.env, PATH: `${bin}:${process.env.PATH}` } };
}

describe.each(['README.md', 'apps/cli/README.md'])('the session of %s', { timeout: STEP_TIMEOUT_MS }, (document) => {
  const { folder, env } = sessionPlace();
  const steps = sessionSteps(readFileSync(join(ROOT, document), 'utf8'));

  it('has steps', () => {
    expect(steps.length).toBeGreaterThan(0);
  });

  // Each step stands on those above it.
  it.each(steps.map((step) => [nameOf(step), step] as const))('goes as shown at `%s`', (_, step) => {
    if (step.kind === 'file') {
      writeFileSync(join(folder, step.path), step.text);
      return;
    }
    const { stdout } = run(['sh', '-c', step.command.replace('npm run -s orderflow --', 'orderflow')], folder, env);
    expect(stableOutput(stdout.replaceAll(folder, SHOWN_FOLDER))).toBe(stableOutput(step.output));
  });
});

function nameOf(step: SessionStep): string {
  return step.kind === 'file' ? step.path : step.command;
}

it('reads a file of the tables and rows that README.md shows', { timeout: STEP_TIMEOUT_MS }, () => {
  const { folder, env } = sessionPlace();
  const database = new DatabaseSync(join(folder, 'capture.db'));
  database.exec(SQL.exec(readFileSync(join(ROOT, 'README.md'), 'utf8'))?.groups?.sql ?? '');
  run(['orderflow', 'process', 'capture.db', '--strict'], folder, env);
  const metrics = database.prepare('SELECT snapshot_id, timestamp, obi, cvd, best_bid, best_ask FROM metrics').all();
  database.close();
  expect(metrics.map((row) => Object.values(row))).toEqual([
    [1, '1751328000000', 0.2, 0, 60_000, 60_000.5],
    [2, '2025-07-01T00:00:01.25Z', 1, 1, 60_000, null],
  ]);
});

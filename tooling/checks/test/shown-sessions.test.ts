import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { run } from '../src/packed-packages.ts';
import { readmeExamples } from '../src/readme.ts';
import { sessionSteps, stableOutput } from '../src/session.ts';
import { ROOT } from '../src/workspace-copy.ts';

const STEP_TIMEOUT_MS = 60_000;
// Where the documents say that the session takes place.
const SHOWN_FOLDER = '/home/you/orderflow';
// A `ts` block that begins with its file name is a file that the session uses.
const FILE_NAME = /^\/\/ (?<name>[\w-]+\.ts)$/m;

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

describe.each(['README.md', 'apps/cli/README.md'])('the session of %s', { timeout: STEP_TIMEOUT_MS }, (document) => {
  const markdown = readFileSync(join(ROOT, document), 'utf8');
  const folder = mkdtempSync(join(tmpdir(), 'orderflow-session-'));
  folders.push(folder);
  const env = { ...process.env, PATH: `${commandFolder(folder)}:${process.env.PATH}` };
  for (const { code } of readmeExamples(markdown)) {
    const name = FILE_NAME.exec(code)?.groups?.name;
    if (name !== undefined) writeFileSync(join(folder, name), code);
  }
  const steps = sessionSteps(markdown);

  it('has steps', () => {
    expect(steps.length).toBeGreaterThan(0);
  });

  it.each(steps)('prints what is shown for `$command`', ({ command, output }) => {
    const { stdout } = run(['sh', '-c', command.replace('npm run -s orderflow --', 'orderflow')], folder, env);
    expect(stableOutput(stdout.replaceAll(folder, SHOWN_FOLDER))).toBe(stableOutput(output));
  });
});

/** A folder with the `orderflow` command, run from its sources. */
function commandFolder(folder: string): string {
  const bin = join(folder, 'bin');
  const command = join(bin, 'orderflow');
  const entry = join(ROOT, 'apps/cli/src/orderflow.ts');
  mkdirSync(bin);
  writeFileSync(command, `#!/bin/sh\nexec '${process.execPath}' --conditions=@orderflow/source '${entry}' "$@"\n`);
  chmodSync(command, 0o755);
  return bin;
}

import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { SHELL_SCRIPTS } from '../../src/completion/shell-scripts.ts';
import { temporaryFolder } from '../run-command.ts';

const ENTRY = new URL('../../src/orderflow.ts', import.meta.url).pathname;
const folder = temporaryFolder();
const command = join(folder, 'orderflow');
writeFileSync(command, `#!/bin/sh\nexec '${process.execPath}' --conditions=@orderflow/source '${ENTRY}' "$@"\n`);
chmodSync(command, 0o755);
writeFileSync(join(folder, 'completion.bash'), SHELL_SCRIPTS.bash!);
writeFileSync(join(folder, 'book one.db'), '');
writeFileSync(join(folder, 'default.ts'), '');

/** What bash would offer; `compopt` works only while somebody types, so its words are shown instead. */
function bash(...words: readonly string[]): string {
  const script = `source completion.bash; source completion.bash
compopt() { echo "compopt $*"; }
COMP_WORDS=(orderflow "$@"); COMP_CWORD=$#
_orderflow
printf '%s\\n' "\${COMPREPLY[@]}"`;
  const env = { PATH: `${folder}:${process.env.PATH}` };
  const { stdout, stderr } = spawnSync('bash', ['--norc', '-c', script, 'bash', ...words], { cwd: folder, env });
  expect(String(stderr)).toBe('');
  return String(stdout).trim();
}

describe('the bash script', () => {
  it('completes without the bash-completion package, and is quiet when it is read twice', () => {
    expect(bash('ana')).toBe('analyze');
    expect(bash('export', '--format', '')).toBe('csv\nndjson');
    expect(bash('export', '--format', '=', 'n')).toBe('ndjson');
  });

  it.each([
    ['process', 'b'],
    ['run', '--config', ''],
    ['report', '--out', 'r'],
    ['run', '--data', ''],
  ])('leaves files to readline at %s %s', (...words) => {
    expect(bash(...words)).toBe('compopt -o default');
  });

  it('offers names and files of strategies together', () => {
    expect(bash('run', '--strategy', 'd')).toBe('compopt -o filenames\ndefault\ndefault.ts');
  });
});

/** Whether a shell is installed: not all are everywhere. */
function isInstalled(shell: string): boolean {
  return spawnSync(shell, ['--version']).error === undefined;
}

describe.each(['zsh', 'fish'])('the script of %s', (shell) => {
  it.skipIf(!isInstalled(shell))(`is read by the shell; DOES NOT RUN where ${shell} is not installed`, () => {
    const path = join(folder, `completion.${shell}`);
    writeFileSync(path, SHELL_SCRIPTS[shell]!);
    expect(String(execFileSync(shell, ['-n', path]))).toBe('');
  });
});

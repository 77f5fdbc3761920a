import { describe, expect, it } from 'vitest';
import { orderflow, temporaryFolder } from './run-command.ts';

const folder = temporaryFolder();
const run = (...words: readonly string[]) => orderflow(words, { cwd: folder });
const COMMANDS = [
  'run',
  'process',
  'analyze',
  'report',
  'chart',
  'dashboard',
  'backtest',
  'verify-lookahead',
  'sweep',
  'runs',
  'export',
  'inspect',
  'clean',
  'generate',
  'completion',
];

describe('orderflow', () => {
  it.each(COMMANDS)('shows examples in the help of %s', async (command) => {
    const { exitCode, stdout, stderr } = await run(command, '--help');
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(stdout).toMatch(new RegExp(`^Usage: orderflow ${command} `));
    expect(stdout).toMatch(new RegExp(`Examples:\n[\\s\\S]*orderflow ${command} `));
  });

  it('prints its version', async () => {
    expect((await run('--version')).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  it('shows its help and ends with 2 where no command is named', async () => {
    const { exitCode, stdout, stderr } = await run();
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr).toMatch(/^Usage: orderflow \[options\] \[command\]/);
  });

  it.each([
    [['proces', 'a.db'], "unknown command 'proces'\n(Did you mean process?)"],
    [['process', 'a.db', '--dept', '3'], "unknown option '--dept'\n(Did you mean --depth?)"],
    [
      ['process', '--data', '.', '--log-level', 'loud'],
      "option '--log-level <level>' argument 'loud' is invalid. Allowed choices are error, warn, info, debug.",
    ],
    [['process'], 'no data named: give a file, or a folder with --data'],
    [['generate'], "required option '--out <file>' not specified: the file to write"],
    [['process', '--data', '.', '--depth', '0'], '--depth must be at least 1, not 0'],
    [['inspect'], 'no data named: give a file, or a folder with --data'],
    [['clean'], 'no data named: give a file, or a folder with --data'],
    [
      ['process', 'a.db', '--cvd-reset', 'day'],
      "unknown option '--cvd-reset' here: run, analyze, report, chart, dashboard, export take it",
    ],
  ])('names what is wrong with %j', async (words, message) => {
    expect(await run(...words)).toEqual({ exitCode: 2, stdout: '', stderr: `error: ${message}\n` });
  });

  it('prints completion scripts that know its commands', async () => {
    for (const shell of ['bash', 'zsh', 'fish', 'powershell']) {
      expect((await run('completion', shell)).stdout).toContain('orderflow complete -- ');
    }
    expect((await run('complete', '--', 'ana')).stdout).toContain('analyze');
    expect((await run('complete', '--', 'analyze', '--strategy', '')).stdout).toContain('imbalance-hit-rate');
  });
});

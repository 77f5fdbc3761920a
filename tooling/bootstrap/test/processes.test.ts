import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { runOnTerminal, runQuietly } from '../src/processes.mjs';

const PROCESSES = new URL('../src/processes.mjs', import.meta.url).href;
const HERE = { cwd: process.cwd() };

describe('runQuietly', () => {
  it('returns the exit code and everything the command wrote', async () => {
    const script = 'process.stdout.write("out"); process.stderr.write("err"); process.exitCode = 3';
    const { code, output } = await runQuietly(process.execPath, ['-e', script], HERE);
    expect(code).toBe(3);
    expect(output).toContain('out');
    expect(output).toContain('err');
  });

  it('tells a command that does not exist from one that fails', async () => {
    await expect(runQuietly('/no/such/command', [], HERE)).rejects.toThrow('ENOENT');
  });
});

describe('runOnTerminal', () => {
  it.each([0, 1, 3, 130, 143])('hands on exit code %d', async (code) => {
    expect(await runOnTerminal(process.execPath, ['-e', `process.exit(${code})`], HERE)).toBe(code);
  });

  it('gives 128 and the signal where a signal ended the command', async () => {
    expect(await runOnTerminal(process.execPath, ['-e', 'process.kill(process.pid, "SIGTERM")'], HERE)).toBe(143);
  });

  it.each(['SIGINT', 'SIGTERM'] as const)('lets the command end in its own way on %s', async (signal) => {
    const command = `process.on("${signal}", () => process.exit(77)); console.log("ready"); setInterval(() => {}, 1000)`;
    const script = `
      import { runOnTerminal } from ${JSON.stringify(PROCESSES)};
      process.exitCode = await runOnTerminal(process.execPath, ["-e", ${JSON.stringify(command)}], { cwd: "." });
    `;
    const wrapper = spawn(process.execPath, ['--input-type=module', '-e', script], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    await once(wrapper.stdout, 'data');
    wrapper.kill(signal);
    expect(await once(wrapper, 'exit')).toEqual([77, null]);
  });
});

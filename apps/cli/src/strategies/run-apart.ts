import { type ChildProcess, fork } from 'node:child_process';
import { resolve } from 'node:path';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import type { CommandContext } from '../command-context.ts';
import { type CommandOutcome, EXIT_CODES } from '../exit-code.ts';
import { type ApartReport, REPORT_DESCRIPTOR, readReport } from './apart-report.ts';
import { mostMemory } from './most-memory.ts';
import { ENDED_ITSELF, endedBy, overdue, overfull } from './strategy-endings.ts';
import { StrategyFileError } from './strategy-file-error.ts';
import { namesStrategyFile } from './strategy-name.ts';

/** What a strategy that has been played gets to write its last lines. */
const LAST_WORDS_MS = 1000;
const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

/**
 * Runs a command that plays a user's strategy again in a process of its own, so that one that never ends can be ended;
 * null where the strategy is one of ours, or this is that process.
 * @throws StrategyFileError where the strategy does not let the process come to its end.
 */
export async function runApart(strategy: string, context: CommandContext): Promise<CommandOutcome | null> {
  if (!namesStrategyFile(strategy) || context.clock !== null) return null;
  const { report, signal } = await play(context.parameters);
  const file = resolve(context.cwd, strategy);
  if (report?.kind === 'ended') return outcomeOf(report.exitCode);
  if (report?.kind === 'overdue') throw refuse(file, overdue(report.code, report.timeoutSeconds));
  if (report?.kind === 'overfull') throw refuse(file, overfull(report.mostBytes));
  if (report?.kind === 'failed') throw failure(file, report);
  if (context.signal.aborted) return 'interrupted';
  throw refuse(file, signal === null ? ENDED_ITSELF : endedBy(signal, mostMemory()));
}

interface Played {
  readonly report: ApartReport | null;
  /** What ended the process, where it did not end itself. */
  readonly signal: NodeJS.Signals | null;
}

async function play(parameters: readonly string[]): Promise<Played> {
  const child = fork(fileURLToPath(import.meta.resolve('#trading-process')), parameters, {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc', 'pipe'],
  });
  const kill = () => child.kill('SIGKILL');
  const stop = (signal: NodeJS.Signals) => child.connected && child.send(signal);
  process.on('exit', kill);
  for (const signal of SIGNALS) process.on(signal, stop);
  try {
    return await endOf(child);
  } finally {
    process.off('exit', kill);
    for (const signal of SIGNALS) process.off(signal, stop);
  }
}

function endOf(child: ChildProcess): Promise<Played> {
  let text = '';
  let timer: NodeJS.Timeout | undefined;
  (child.stdio[REPORT_DESCRIPTOR] as Readable).setEncoding('utf8').on('data', (more: string) => {
    text += more;
    // What the user's code started would put off the end for ever.
    if (readReport(text) !== null) timer ??= setTimeout(() => child.kill('SIGKILL'), LAST_WORDS_MS);
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (_, signal) => {
      clearTimeout(timer);
      resolve({ report: readReport(text), signal });
    });
  });
}

function outcomeOf(exitCode: number): CommandOutcome {
  if (exitCode === EXIT_CODES.done) return 'done';
  if (exitCode === EXIT_CODES.usage) return 'wrong-usage';
  if (exitCode === EXIT_CODES.badInput) return 'bad-input';
  return exitCode === EXIT_CODES.failed ? 'failed' : 'interrupted';
}

/** What was thrown where nobody waited for it, by the user's code or by ours. */
function failure(file: string, { message, stack }: ApartReport & { kind: 'failed' }): Error {
  return stack.includes(file) ? refuse(file, `it failed outside of its callbacks: ${message}`) : new Error(message);
}

function refuse(file: string, what: string): StrategyFileError {
  return new StrategyFileError(`${file}: ${what}`);
}

import { Worker } from 'node:worker_threads';
import { Book, OrderflowError } from '@orderflow/core';
import { loadStrategyFile } from '../strategy-file.ts';
import { adviceFor } from './advice.ts';
import type { GuardedStrategy } from './guarded-strategy.ts';
import { ParameterReads } from './parameter-reads.ts';
import { StrategyFileError } from './strategy-file-error.ts';
import type { StrategyAnswer, StrategyQuestion } from './strategy-messages.ts';
import type { StrategyLimits } from './strategy-watch.ts';

let file = '';
let strategy: GuardedStrategy | null = null;
const thresholds = new ParameterReads();

process.on('message', async (question: StrategyQuestion) => {
  try {
    send(await answerTo(question));
  } catch (error) {
    fail(error);
  }
});
// What the user's code starts and does not wait for: timers, promises.
process.on('uncaughtException', (error) => {
  const outside = 'it failed outside of onBooktick and finish';
  const untold = () => new StrategyFileError(`${file}: ${outside}: ${adviceFor(error)}`, { cause: error });
  fail(strategy?.explain(error, outside) ?? untold());
});
process.on('disconnect', () => process.exit());
// Ctrl-C reaches every process of a terminal; the command says when to stop.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => undefined);
send({ kind: 'ready' });

async function answerTo(question: StrategyQuestion): Promise<StrategyAnswer> {
  if (question.kind === 'load') return load(question);
  if (strategy === null) throw new OrderflowError('broken-invariant', 'no strategy is loaded');
  if (question.kind === 'finish')
    return { kind: 'finished', report: await strategy.finish(), read: [...thresholds.names] };
  await strategy.onBooktick(new Book(question.book));
  return { kind: 'taken' };
}

async function load(task: StrategyQuestion & { kind: 'load' }): Promise<StrategyAnswer> {
  const { configuration, mostBytes } = task;
  file = task.file;
  const limits: StrategyLimits = { parent: process.ppid, mostBytes };
  new Worker(new URL(import.meta.resolve('#strategy-watch')), { workerData: limits }).unref();
  strategy = await loadStrategyFile(file, { ...configuration, alerts: thresholds.watch(configuration.alerts) });
  const { name, reads, withTradeIds } = strategy;
  return { kind: 'loaded', name, reads, withTradeIds };
}

function fail(error: unknown): void {
  const code = error instanceof OrderflowError ? error.code : 'broken-invariant';
  const message = error instanceof Error ? error.message : String(error);
  const failed = { kind: 'failed', code, message } as const;
  try {
    send({ ...failed, cause: error instanceof Error ? error.cause : undefined });
  } catch {
    // A cause may hold what no other process can have.
    send({ ...failed, cause: undefined });
  }
}

function send(answer: StrategyAnswer): void {
  process.send?.(answer);
}

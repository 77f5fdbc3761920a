import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { OrderflowError } from '@orderflow/core';
import { forwardErrors } from './forward-errors.ts';
import { ENDED_ITSELF, endedBy, overdue } from './strategy-endings.ts';
import { StrategyFileError } from './strategy-file-error.ts';
import type { StrategyAnswer, StrategyQuestion } from './strategy-messages.ts';

/** What a strategy that has finished gets to write its last lines. */
const LAST_WORDS_MS = 1000;
/** What objects may take of the memory; the columns of books come on top. */
const HEAP_SHARE = 1 / 2;
const BYTES_A_MEGABYTE = 1024 * 1024;

/** What a strategy may take. */
export interface StrategyBounds {
  /** How long one answer may take; null for as long as it wants. */
  readonly timeoutSeconds: number | null;
  readonly mostBytes: number;
}

/** A question that is not answered yet. */
interface Waiter {
  readonly resolve: (answer: StrategyAnswer) => void;
  readonly reject: (error: OrderflowError) => void;
}

/**
 * The process of a user's strategy, which answers one question at a time. It is ended where it is too slow, takes too
 * much memory or fails: a thread would not do, for V8 has loops that nothing ends but the end of their process.
 */
export class StrategyChild {
  readonly #file: string;
  readonly #bounds: StrategyBounds;
  readonly #child: ChildProcess;
  readonly #ended: Promise<void>;
  /** The start of a process is not the user's to answer for. */
  readonly #ready = Promise.withResolvers<void>();
  #waiter: Waiter | null = null;
  #failure: OrderflowError | null = null;

  /** `file` is what messages name. */
  constructor(file: string, bounds: StrategyBounds) {
    this.#file = file;
    this.#bounds = bounds;
    this.#child = spawn(bounds.mostBytes * HEAP_SHARE);
    const kill = () => this.#child.kill('SIGKILL');
    process.on('exit', kill);
    this.#child.on('message', (answer: StrategyAnswer) => this.#settle(answer));
    this.#child.on('error', (error) => this.#fail(this.#error(`its process failed: ${error.message}`, error)));
    this.#ended = new Promise((resolve) => {
      this.#child.on('exit', (_, signal) => {
        process.off('exit', kill);
        this.#fail(this.#error(this.#endOf(signal)));
        resolve();
      });
    });
    this.#keepAlive(false);
  }

  /**
   * Asks; `what` names the user's code that runs meanwhile.
   * @throws StrategyFileError where it fails, takes longer than it may, or too much memory.
   */
  async ask(question: StrategyQuestion, what: string): Promise<StrategyAnswer> {
    if (this.#failure !== null) throw this.#failure;
    const answered = new Promise<StrategyAnswer>((resolve, reject) => {
      this.#waiter = { resolve, reject };
    });
    let timer: NodeJS.Timeout | undefined;
    this.#keepAlive(true);
    try {
      await Promise.race([this.#ready.promise, answered]);
      timer = this.#startTimer(what);
      this.#child.send(question);
      return await answered;
    } catch (error) {
      this.#child.kill('SIGKILL');
      await this.#ended;
      throw error;
    } finally {
      clearTimeout(timer);
      this.#keepAlive(false);
    }
  }

  /** Ends the process, which what the strategy started may put off, but not for long. */
  async close(): Promise<void> {
    this.#keepAlive(true);
    const timer = setTimeout(() => this.#child.kill('SIGKILL'), LAST_WORDS_MS);
    this.#child.disconnect();
    await this.#ended;
    clearTimeout(timer);
  }

  /** Whether this process waits for the child at its end. */
  #keepAlive(isWanted: boolean): void {
    for (const part of [this.#child, this.#child.channel]) isWanted ? part?.ref() : part?.unref();
  }

  #startTimer(what: string): NodeJS.Timeout | undefined {
    const { timeoutSeconds } = this.#bounds;
    if (timeoutSeconds === null) return undefined;
    const error = this.#error(overdue(what, timeoutSeconds));
    return setTimeout(() => this.#fail(error), 1000 * timeoutSeconds);
  }

  #settle(answer: StrategyAnswer): void {
    if (answer.kind === 'ready') {
      this.#ready.resolve();
      return;
    }
    if (answer.kind === 'failed') {
      const { code, message, cause } = answer;
      const options = cause === undefined ? {} : { cause };
      const isOurs = code === 'bad-strategy';
      this.#fail(isOurs ? new StrategyFileError(message, options) : new OrderflowError(code, message, options));
      return;
    }
    this.#waiter?.resolve(answer);
    this.#waiter = null;
  }

  #fail(error: OrderflowError): void {
    this.#failure ??= error;
    this.#waiter?.reject(this.#failure);
    this.#waiter = null;
  }

  #endOf(signal: NodeJS.Signals | null): string {
    if (signal === null) return ENDED_ITSELF;
    return endedBy(signal, this.#bounds.mostBytes);
  }

  #error(what: string, cause?: unknown): StrategyFileError {
    return new StrategyFileError(`${this.#file}: ${what}`, cause === undefined ? {} : { cause });
  }
}

function spawn(heapBytes: number): ChildProcess {
  const child = fork(fileURLToPath(import.meta.resolve('#strategy-process')), {
    // Columns stay columns.
    serialization: 'advanced',
    execArgv: [...process.execArgv, `--max-old-space-size=${Math.ceil(heapBytes / BYTES_A_MEGABYTE)}`],
    stdio: ['ignore', 'inherit', 'pipe', 'ipc'],
  });
  forwardErrors(child.stderr!, process.stderr);
  return child;
}

import type { Book, Strategy, StrategyReport } from '@orderflow/core';
import { z } from 'zod';
import { StrategyFileError } from './strategy-file-error.ts';
import type { UserModules } from './user-modules.ts';

const figure = z.union([z.number(), z.string(), z.null()], 'expected a finite number, a text or null');

const report = z.object({
  strategy: z.string(),
  summaries: z.array(z.object({ instrument: z.string(), figures: z.record(z.string(), figure) })),
  alerts: z.array(
    z.object({
      rule: z.string(),
      instrument: z.string(),
      at: z.object({ timestamp: z.number(), nanoseconds: z.number() }),
      snapshotId: z.number().nullable(),
      value: z.number(),
      threshold: z.number(),
      message: z.string(),
    }),
  ),
});

/** A user's strategy whose errors name their file and line, and whose report is checked. */
export class GuardedStrategy implements Strategy {
  readonly name: string;
  readonly reads: 'metrics' | 'levels';
  readonly withTradeIds: boolean;
  readonly #strategy: Strategy;
  readonly #modules: UserModules;

  constructor(strategy: Strategy, modules: UserModules) {
    this.name = strategy.name;
    this.reads = strategy.reads ?? 'levels';
    this.withTradeIds = strategy.withTradeIds ?? true;
    this.#strategy = strategy;
    this.#modules = modules;
  }

  /** An error that came of what the user's code started and did not wait for. */
  explain(error: unknown, what: string): StrategyFileError {
    return this.#modules.explain(error, what);
  }

  async onBooktick(book: Book): Promise<void> {
    try {
      await this.#strategy.onBooktick(book);
    } catch (error) {
      throw this.#modules.explain(error, 'onBooktick failed');
    }
  }

  async finish(): Promise<StrategyReport> {
    return this.#checked(await this.#finished());
  }

  async #finished(): Promise<StrategyReport> {
    try {
      return await this.#strategy.finish();
    } catch (error) {
      throw this.#modules.explain(error, 'finish failed');
    }
  }

  /** What is no part of a report is left out: it may not be fit for another process. */
  #checked(found: StrategyReport): StrategyReport {
    const { data, error } = report.safeParse(found);
    if (data !== undefined) return data;
    const issue = error.issues[0]!;
    const place = this.#modules.placeOfText(/\bfinish\b/);
    throw new StrategyFileError(
      `${place}: what finish returns is no report: ${['report', ...issue.path].join('.')}: ${issue.message}; return { strategy, summaries, alerts }`,
    );
  }
}

import { type Book, type Configuration, OrderflowError, type Strategy, type StrategyReport } from '@orderflow/core';
import { StrategyChild } from './strategy-child.ts';
import type { PackedBook, StrategyNeeds } from './strategy-messages.ts';

/** Objects and columns together; those of a batch are some megabytes. */
const MOST_BYTES = 2 * 1024 * 1024 * 1024;

/** A user's strategy file in a process of its own: one that never ends, or takes all memory, ends alone. */
export class FileStrategy implements Strategy {
  readonly name: string;
  readonly reads: 'metrics' | 'levels';
  readonly withTradeIds: boolean;
  readonly #child: StrategyChild;
  #readAlerts: ReadonlySet<string> = new Set();

  private constructor(child: StrategyChild, { name, reads, withTradeIds }: StrategyNeeds) {
    this.#child = child;
    this.name = name;
    this.reads = reads;
    this.withTradeIds = withTradeIds;
  }

  /** The thresholds of alerts that it asked for, by their names in the configuration; known once it has finished. */
  get readAlerts(): ReadonlySet<string> {
    return this.#readAlerts;
  }

  /**
   * Loads the file, at an absolute path.
   * @throws StrategyFileError for whatever is wrong with the file, as `onBooktick` and `finish` do for what is wrong with
   * those of the user.
   */
  static async load(file: string, configuration: Configuration, mostBytes = MOST_BYTES): Promise<FileStrategy> {
    const child = new StrategyChild(file, { timeoutSeconds: configuration.strategyTimeoutSeconds, mostBytes });
    const answer = await child.ask({ kind: 'load', file, configuration, mostBytes }, 'loading it');
    if (answer.kind !== 'loaded') throw outOfTurn(answer.kind);
    return new FileStrategy(child, answer);
  }

  async onBooktick(book: Book): Promise<void> {
    const first = book.metrics.snapshotIds[0];
    await this.#child.ask({ kind: 'book', book: packBook(book) }, `onBooktick, from book row ${first} on,`);
  }

  async finish(): Promise<StrategyReport> {
    const answer = await this.#child.ask({ kind: 'finish' }, 'finish');
    if (answer.kind !== 'finished') throw outOfTurn(answer.kind);
    await this.#child.close();
    this.#readAlerts = new Set(answer.read);
    return answer.report;
  }
}

function packBook({ instrument, metrics, trades, tradeEnds, levels, hasLevels }: Book): PackedBook {
  if (levels === null && hasLevels) {
    throw new OrderflowError('broken-invariant', 'a book whose levels a function makes cannot change processes');
  }
  return { instrument, metrics, trades, tradeEnds, ...(levels && { levels }) };
}

function outOfTurn(kind: string): OrderflowError {
  return new OrderflowError('broken-invariant', `the process of a strategy answered '${kind}' out of turn`);
}

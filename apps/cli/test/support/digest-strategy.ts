import { createHash } from 'node:crypto';
import type { Book, Configuration } from '@orderflow/core';

/** Digests all that a strategy is given, by instrument, so that one missing bit shows. */
class DigestStrategy {
  readonly name = 'digest';
  readonly reads: 'metrics' | 'levels';
  readonly withTradeIds: boolean;
  readonly #batchSize: number;
  readonly #digests = new Map<string, { digest: string; books: number; snapshots: number }>();

  constructor({ depth, batchSize }: Configuration) {
    this.reads = depth === null ? 'levels' : 'metrics';
    this.withTradeIds = depth !== 7;
    this.#batchSize = batchSize;
  }

  onBooktick(book: Book): void {
    const { digest = '', books = 0, snapshots = 0 } = this.#digests.get(book.instrument) ?? {};
    const hash = createHash('sha256').update(digest);
    for (const column of [...Object.entries(book.metrics), ...Object.entries(book.trades)]) hash.update(textOf(column));
    hash.update(textOf(book.tradeEnds));
    for (let index = 0; index < book.length; index++) {
      hash.update(textOf(book.metric(index))).update(textOf(book.tradesOf(index)));
      if (book.hasLevels) hash.update(textOf(book.snapshot(index)));
    }
    this.#digests.set(book.instrument, {
      digest: hash.digest('hex'),
      books: books + 1,
      snapshots: snapshots + book.length,
    });
  }

  finish() {
    const summaries = [...this.#digests].map(([instrument, figures]) => ({
      instrument,
      figures: { ...figures, batchSize: this.#batchSize },
    }));
    return { strategy: this.name, summaries, alerts: [] };
  }
}

/** What a strategy file exports. */
export const strategy = DigestStrategy;

function textOf(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) => {
    if (part instanceof Map) return [...part];
    if (ArrayBuffer.isView(part)) return Array.from(part as Float64Array, String);
    return typeof part === 'number' ? String(part) : part;
  });
}

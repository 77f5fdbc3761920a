import type { InstrumentState, ProcessingState } from '@orderflow/core';
import type { Statement } from 'better-sqlite3';
import { desc, eq } from './drizzle.ts';
import type { MetricsStore } from './metrics-store.ts';
import { checkpointCvds, instruments } from './schema.ts';

/** What a checkpoint keeps of an instrument. */
type Account = Pick<InstrumentState, 'sum' | 'compensation' | 'lastTradeId'> & { readonly waiting: string };

/** Writes checkpoints, and of an instrument only what changed since the checkpoint before. */
export class CheckpointWriter {
  readonly #insert: Statement<unknown[]>;
  readonly #insertAccount: Statement<unknown[]>;
  /** What the last checkpoint has of each instrument. */
  readonly #accounts = new Map<string, Account>();
  /** The instruments of the last checkpoint, in its order: those that did not change are the very same objects. */
  #last: readonly InstrumentState[] = [];

  /** Goes on from the checkpoints that stand in the store. */
  constructor(store: MetricsStore) {
    const { database } = store.connection;
    this.#insert = database.prepare(
      `INSERT INTO orderflow_checkpoints (metric_id, timestamp, nanoseconds, snapshot_id, book_rows, book_last_id,
         trade_rows, trade_last_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    );
    this.#insertAccount = database.prepare(
      `INSERT INTO orderflow_checkpoint_cvds (instrument_id, metric_id, sum, compensation, last_trade_id, waiting)
       VALUES (?, ?, ?, ?, ?, ?)`,
    );
    for (const { id, name } of store.drizzle.select().from(instruments).all()) {
      const account = lastAccount(store, id);
      if (account !== undefined) this.#accounts.set(name, account);
    }
  }

  /** Writes the state at a checkpoint; `instrumentIds` knows its instruments. */
  write(checkpoint: ProcessingState, instrumentIds: ReadonlyMap<string, number>): void {
    const { metricRows, position, book, trades } = checkpoint;
    const { timestamp, nanoseconds, id } = position!;
    const progress = [book.timedRows, book.lastId, trades.timedRows, trades.lastId];
    this.#insert.run(metricRows, timestamp, nanoseconds, id, ...progress);
    const last = this.#last;
    this.#last = checkpoint.instruments;
    for (const [number, state] of checkpoint.instruments.entries()) {
      if (state === last[number]) continue;
      const account = accountOf(state);
      if (isSame(account, this.#accounts.get(state.instrument))) continue;
      const { sum, compensation, lastTradeId, waiting } = account;
      const instrumentId = instrumentIds.get(state.instrument);
      this.#insertAccount.run(instrumentId, metricRows, sum, compensation, lastTradeId, waiting);
      this.#accounts.set(state.instrument, account);
    }
  }
}

function accountOf({ sum, compensation, lastTradeId, waiting }: InstrumentState): Account {
  return { sum, compensation, lastTradeId, waiting: JSON.stringify(waiting) };
}

function isSame(account: Account, last: Account | undefined): boolean {
  return (
    account.sum === last?.sum &&
    account.compensation === last.compensation &&
    account.lastTradeId === last.lastTradeId &&
    account.waiting === last.waiting
  );
}

function lastAccount(store: MetricsStore, instrumentId: number): Account | undefined {
  const { sum, compensation, lastTradeId, waiting } = checkpointCvds;
  return store.drizzle
    .select({ sum, compensation, lastTradeId, waiting })
    .from(checkpointCvds)
    .where(eq(checkpointCvds.instrumentId, instrumentId))
    .orderBy(desc(checkpointCvds.metricId))
    .limit(1)
    .get();
}

import type { FillView } from './backtest-strategy.ts';
import type { ProblemCount } from './row-problem.ts';
import type { EquityRecord, OrderRecord, RoundTripRecord } from './run-records.ts';

/** What JSON can hold. */
export type JsonValue = null | boolean | number | string | readonly JsonValue[] | JsonObject;

/** An object of JSON. */
export interface JsonObject {
  readonly [key: string]: JsonValue;
}

/** All that the results of a run hang on: the same inputs give the same results, byte by byte. */
export interface RunInputs {
  /** What the strategy calls itself: runs of one name are a family. */
  readonly strategy: string;
  readonly parameters: JsonObject;
  /** Fees, latency, rules and the like. */
  readonly assumptions: JsonObject;
  /** Hash of the books and trades that were played, by content. */
  readonly dataHash: string;
  /** Version of the engine that played them. */
  readonly engine: string;
  /** Hash or version of the strategy's code. */
  readonly strategyCode: string;
}

/** What was played. */
export interface RunData {
  readonly instruments: readonly string[];
  /** The first and the last event, epoch milliseconds. */
  readonly startTime: number;
  readonly endTime: number;
  readonly books: number;
  readonly trades: number;
  /** Books that could not be used. */
  readonly skippedBooks: number;
  /** Trades that could not be used; null in runs that were stored before these were counted. */
  readonly skippedTrades: number | null;
  /** Why, by table and reason; empty too in runs that were stored before reasons were kept. */
  readonly problems: readonly ProblemCount[];
}

/** What a run came to under one maker model. Money is in quote currency. */
export interface RunResult {
  readonly makerModel: string;
  /** Profit after fees; null where it is not known. */
  readonly pnl: number | null;
  readonly orders: number;
  readonly fills: number;
  /** Those that ended flat. */
  readonly roundTrips: number;
  /** Sharpe ratio from sample to sample of the equity, not annualised; null where there is none. */
  readonly sharpePerPeriod: number | null;
  /** Milliseconds from sample to sample. */
  readonly sampleMs: number;
  /** All figures, as `@orderflow/backtest` sums a result up. */
  readonly summary: JsonObject;
}

/** A run as it is stored, without its rows. */
export interface RunRecord {
  /** Hash of the inputs, hexadecimal. */
  readonly id: string;
  /** Hash of everything that came out, hexadecimal. */
  readonly resultHash: string;
  /** When it was stored first, epoch milliseconds. */
  readonly createdAt: number;
  readonly inputs: RunInputs;
  readonly data: RunData;
  /** One a maker model, in the order in which they were asked for. */
  readonly results: readonly RunResult[];
  /** Whether orders, fills, round trips and equity are stored too. */
  readonly hasRows: boolean;
}

/** The rows of a result; each is iterated once. */
export interface RunRows {
  readonly orders: Iterable<OrderRecord>;
  readonly fills: Iterable<FillView>;
  readonly roundTrips: Iterable<RoundTripRecord>;
  readonly equity: EquityRecord;
}

/** A run to store; `rows` go with `results`, null leaves them out. */
export interface NewRun extends Omit<RunRecord, 'hasRows'> {
  readonly rows: readonly RunRows[] | null;
}

/**
 * What became of a run that was to be stored. `known`: it stands there with the same results, and has its rows now if it
 * came with any. `differs`: it stands there with other results, and is left as it is.
 */
export type SaveOutcome = 'stored' | 'known' | 'differs';

/** Which runs to list. */
export interface RunQuery {
  readonly strategy?: string;
  readonly dataHash?: string;
  /** The most runs; all by default. */
  readonly limit?: number;
}

/** Which rows of a result to read. */
export interface RunRowsQuery {
  /** A run's whole id. */
  readonly id: string;
  readonly makerModel: string;
  /** Number of the first row, from 0; 0 by default. */
  readonly first?: number;
  /** The most rows a batch holds. */
  readonly batchSize: number;
}

/** One of the trials that a result was chosen from. */
export interface RunTrial {
  readonly id: string;
  readonly inputs: RunInputs;
  readonly makerModel: string;
  readonly sharpePerPeriod: number | null;
  readonly sampleMs: number;
}

/** Keeps what backtests came to. Reads hold nothing open between two batches; rows of a run without them are none. */
export interface RunsRepository {
  /** Stores a run, all or nothing. */
  save(run: NewRun): Promise<SaveOutcome>;
  /** The runs whose id begins so, latest first, at most 10. */
  find(idPrefix: string): Promise<readonly RunRecord[]>;
  /** Runs, latest first. */
  list(query: RunQuery): Promise<readonly RunRecord[]>;
  /** Every result of a strategy's family on the same data, in the order of storing; those of a run share `inputs`. */
  loadTrials(strategy: string, dataHash: string): Promise<readonly RunTrial[]>;
  /** Orders by id. */
  iterateOrders(query: RunRowsQuery): AsyncIterable<readonly OrderRecord[]>;
  /** Fills in the order in which they happened. */
  iterateFills(query: RunRowsQuery): AsyncIterable<readonly FillView[]>;
  /** Round trips: the closed in the order of their ends, then the open. */
  iterateRoundTrips(query: RunRowsQuery): AsyncIterable<readonly RoundTripRecord[]>;
  /** The equity of a result; null where it is not stored. */
  loadEquity(id: string, makerModel: string): Promise<EquityRecord | null>;
}

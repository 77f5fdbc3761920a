import type { FillView } from '../ports/backtest-strategy.ts';
import type { EquityRecord, OrderRecord, RoundTripRecord } from '../ports/run-records.ts';
import type {
  NewRun,
  RunQuery,
  RunRecord,
  RunRows,
  RunRowsQuery,
  RunsRepository,
  RunTrial,
  SaveOutcome,
} from '../ports/runs-repository.ts';

const MOST_FOUND = 10;

interface KeptRows {
  readonly orders: readonly OrderRecord[];
  readonly fills: readonly FillView[];
  readonly roundTrips: readonly RoundTripRecord[];
  readonly equity: EquityRecord;
}

interface KeptRun {
  readonly record: RunRecord;
  readonly rows: readonly KeptRows[] | null;
}

/** Runs in memory: for where there is no place to store them. */
export class MemoryRunsRepository implements RunsRepository {
  /** In the order of storing. */
  readonly #runs = new Map<string, KeptRun>();

  async save({ rows, ...run }: NewRun): Promise<SaveOutcome> {
    const known = this.#runs.get(run.id);
    if (known !== undefined && known.record.resultHash !== run.resultHash) return 'differs';
    if (known === undefined || (known.rows === null && rows !== null)) {
      const { createdAt } = known?.record ?? run;
      const record = { ...run, createdAt, hasRows: rows !== null };
      this.#runs.set(run.id, { record, rows: rows?.map(keep) ?? null });
    }
    return known === undefined ? 'stored' : 'known';
  }

  async find(idPrefix: string): Promise<readonly RunRecord[]> {
    return this.#latest(({ id }) => id.startsWith(idPrefix)).slice(0, MOST_FOUND);
  }

  async list({ strategy, dataHash, limit = Number.POSITIVE_INFINITY }: RunQuery): Promise<readonly RunRecord[]> {
    const isWanted = ({ inputs }: RunRecord) =>
      (strategy === undefined || inputs.strategy === strategy) &&
      (dataHash === undefined || inputs.dataHash === dataHash);
    return this.#latest(isWanted).slice(0, limit);
  }

  async loadTrials(strategy: string, dataHash: string): Promise<readonly RunTrial[]> {
    const runs = await this.list({ strategy, dataHash });
    return runs.toReversed().flatMap(({ id, inputs, results }) =>
      results.map(({ makerModel, sharpePerPeriod, sampleMs }) => {
        return { id, inputs, makerModel, sharpePerPeriod, sampleMs };
      }),
    );
  }

  iterateOrders(query: RunRowsQuery): AsyncIterable<readonly OrderRecord[]> {
    return batches(this.#rowsOf(query)?.orders, query);
  }

  iterateFills(query: RunRowsQuery): AsyncIterable<readonly FillView[]> {
    return batches(this.#rowsOf(query)?.fills, query);
  }

  iterateRoundTrips(query: RunRowsQuery): AsyncIterable<readonly RoundTripRecord[]> {
    return batches(this.#rowsOf(query)?.roundTrips, query);
  }

  async loadEquity(id: string, makerModel: string): Promise<EquityRecord | null> {
    return this.#rowsOf({ id, makerModel })?.equity ?? null;
  }

  #latest(isWanted: (record: RunRecord) => boolean): readonly RunRecord[] {
    return Array.from(this.#runs.values(), ({ record }) => record)
      .filter(isWanted)
      .reverse();
  }

  #rowsOf({ id, makerModel }: Pick<RunRowsQuery, 'id' | 'makerModel'>): KeptRows | undefined {
    const run = this.#runs.get(id);
    return run?.rows?.[run.record.results.findIndex((result) => result.makerModel === makerModel)];
  }
}

function keep({ orders, fills, roundTrips, equity }: RunRows): KeptRows {
  return { orders: [...orders], fills: [...fills], roundTrips: [...roundTrips], equity };
}

async function* batches<Row>(
  rows: readonly Row[] = [],
  { first = 0, batchSize }: RunRowsQuery,
): AsyncGenerator<readonly Row[]> {
  for (let row = first; row < rows.length; row += batchSize) yield rows.slice(row, row + batchSize);
}

import type { CancellationSignal } from '../pipeline/processing-options.ts';
import type { OrderflowRepository, RowQuery } from '../ports/orderflow-repository.ts';
import type { SourceTable } from '../ports/row-problem.ts';
import type { TimeRange } from '../timestamps/timestamp.ts';
import { QualityMonitor } from './quality-monitor.ts';
import type { QualityReport } from './quality-report.ts';
import type { QualityThresholds } from './quality-thresholds.ts';

const DEFAULT_BATCH_SIZE = 1000;

/** How far a check has come. */
export interface QualityProgress {
  /** Rows read so far. */
  readonly rows: number;
  /** Rows to read; it grows where snapshots are out of time order and must be read again. */
  readonly totalRows: number;
}

/** What `checkQuality` looks at, and how. */
export interface QualityOptions extends Partial<QualityThresholds> {
  /** Only this instrument; all by default. */
  readonly instrument?: string;
  /** Only rows in this span; all by default. */
  readonly range?: TimeRange;
  /** Rows a batch; 1,000 by default. */
  readonly batchSize?: number;
  readonly onProgress?: (progress: QualityProgress) => void;
  readonly signal?: CancellationSignal;
}

/**
 * Reads a source's rows once, and the snapshots of instruments that are out of time order once more, and tells what is
 * odd or bad about them. An empty source gives an empty report; an aborted check gives what it found up to there.
 * @throws OrderflowError `bad-argument` where a threshold is out of its bounds, and what the repository throws.
 */
export async function checkQuality(
  repository: OrderflowRepository,
  options: QualityOptions = {},
): Promise<QualityReport> {
  const monitor = new QualityMonitor(options);
  const isComplete = await readRows(repository, monitor, options);
  return {
    source: repository.name,
    isComplete,
    rows: monitor.rows,
    snapshots: monitor.snapshots,
    findings: monitor.findings,
    badRows: monitor.badRows,
    problems: monitor.problems,
    timestampFormats: { book: repository.timestampFormats('book'), trades: repository.timestampFormats('trades') },
    repeatedTradeIds: isComplete ? await repository.countRepeatedTradeIds() : null,
  };
}

/** Whether all rows were read. */
async function readRows(
  repository: OrderflowRepository,
  monitor: QualityMonitor,
  options: QualityOptions,
): Promise<boolean> {
  const reader = new BatchReader(repository, options);
  const query = queryOf(options);
  await reader.expect('book');
  await reader.expect('trades');
  const inIdOrder = { ...query, order: 'id' } as const;
  if (!(await reader.read(repository.iterateBookRows(inIdOrder), (batch) => monitor.addBook(batch)))) return false;
  if (
    !(await reader.read(repository.iterateTradeRows({ ...inIdOrder, withTradeIds: false }), (batch) =>
      monitor.addTrades(batch),
    ))
  )
    return false;
  const [disordered, ...others] = monitor.disordered;
  if (disordered !== undefined) {
    await reader.expect('book');
    const only = others.length === 0 ? { instrument: disordered } : {};
    const inTimeOrder = repository.iterateBookRows({ ...query, ...only, order: 'time' });
    if (!(await reader.read(inTimeOrder, (batch) => monitor.resequence(batch)))) return false;
  }
  reader.finish();
  return true;
}

function queryOf({ instrument, range, batchSize = DEFAULT_BATCH_SIZE }: QualityOptions): Omit<RowQuery, 'order'> {
  return {
    batchSize,
    ...(instrument === undefined ? {} : { instrument }),
    ...(range === undefined ? {} : { range }),
  };
}

/** Reads batches until they end or the check is aborted, and reports progress. */
class BatchReader {
  readonly #repository: OrderflowRepository;
  readonly #options: QualityOptions;
  #rows = 0;
  #totalRows = 0;

  constructor(repository: OrderflowRepository, options: QualityOptions) {
    this.#repository = repository;
    this.#options = options;
  }

  /** Says that the rows of a table will be read; counts them where anybody listens. */
  async expect(table: SourceTable): Promise<void> {
    if (this.#options.onProgress !== undefined) this.#totalRows += await this.#repository.countRows(table);
  }

  /** Hands every batch to `take`; whether they were all read. */
  async read<Batch extends { readonly count: number }>(
    batches: AsyncIterable<Batch>,
    take: (batch: Batch) => void,
  ): Promise<boolean> {
    if (this.#isAborted()) return false;
    for await (const batch of batches) {
      take(batch);
      this.#rows += batch.count;
      this.#report();
      if (this.#isAborted()) return false;
    }
    return true;
  }

  /** All is read: rows outside the range or of other instruments need not be. */
  finish(): void {
    this.#rows = this.#totalRows;
    this.#report();
  }

  #isAborted(): boolean {
    return this.#options.signal?.aborted === true;
  }

  #report(): void {
    this.#options.onProgress?.({ rows: Math.min(this.#rows, this.#totalRows), totalRows: this.#totalRows });
  }
}

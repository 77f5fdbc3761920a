import { checkBatchSize, checkMetricSettings } from '../configuration/check-settings.ts';
import { checkWhole } from '../configuration/check-whole.ts';
import { OrderflowError } from '../errors.ts';
import type { BookSnapshot } from '../models/book-snapshot.ts';
import type { RowProblem } from '../ports/row-problem.ts';
import type { PyramidBuilder } from '../pyramid/pyramid-builder.ts';
import { BatchJoiner } from './batch-joiner.ts';
import { type MetricStreamStep, streamMetrics } from './metric-stream.ts';
import { openPyramid } from './open-pyramid.ts';
import { prepareMetrics } from './prepare-metrics.ts';
import type { ProcessingOptions, ProcessingResult, StorageParts } from './processing-options.ts';
import { ProgressMeter } from './progress-meter.ts';
import { goBackTo, isBefore, type ResumePlan } from './resume-plan.ts';
import { snapshotFromRow } from './snapshot-from-row.ts';

type Disorder = Extract<MetricStreamStep, { kind: 'disorder' }>;
type Ending = Pick<ProcessingResult, 'kind' | 'waitingTrades'>;

/** The disk is waited for once a transaction, whatever it holds. */
const COMMIT_ROWS = 65_536;

/** Trades are small: a batch of them holds some thousand, however small a batch of books is. */
const LEAST_TRADE_ROWS = 4096;

/** The processing pipeline over the ports: from rows to stored metrics, in batches, with constant memory. */
export class Storage {
  readonly #parts: StorageParts;

  /** @throws OrderflowError `bad-argument` for settings or sizes that cannot be. */
  constructor(parts: StorageParts) {
    checkMetricSettings(parts.settings);
    checkBatchSize(parts.batchSize);
    checkWhole('commitRows', parts.commitRows ?? COMMIT_ROWS, 1, Number.MAX_SAFE_INTEGER);
    this.#parts = parts;
  }

  /** One book row as an object, with the given trades: see {@link snapshotFromRow}. */
  static readonly snapshotFromRow: (...row: Parameters<typeof snapshotFromRow>) => BookSnapshot = snapshotFromRow;

  /**
   * Computes and stores the metrics of every snapshot that has none yet: initialises, streams snapshots with their
   * trades, calculates, persists batch by batch, and keeps nothing. Rows out of order, or older than what was stored,
   * take it back to the checkpoint before them.
   * @throws OrderflowError `settings-differ` or `foreign-metrics` where the table must be replaced first (`force`),
   * `bad-row` at the first bad row where `strict` is set, `broken-invariant` where a metric cannot be, and what the
   * repositories throw.
   */
  async buildBooktickFromDb(options: ProcessingOptions = {}): Promise<ProcessingResult> {
    let plan = await prepareMetrics(this.#parts, options);
    const meter = await ProgressMeter.start(this.#parts.repository, plan, options.onProgress);
    let keptRows = plan.state.metricRows;
    while (true) {
      const outcome = await this.#pass(plan, meter, options);
      if (outcome.kind !== 'disorder') return this.#result(outcome, keptRows);
      plan = await this.#goBack(outcome, plan, options);
      keptRows = Math.min(keptRows, plan.state.metricRows);
      meter.restart(plan);
    }
  }

  /** Streams batches of metrics from a plan on, with their state; a pyramid sees their trades. Stores nothing. */
  createSnapshotsAndMetrics(plan: ResumePlan, pyramid: PyramidBuilder | null): AsyncGenerator<MetricStreamStep> {
    const { repository, settings, batchSize } = this.#parts;
    const { state } = plan;
    const book = { ...plan.book, batchSize };
    const trades = { ...plan.trades, batchSize: Math.max(batchSize, LEAST_TRADE_ROWS) };
    return streamMetrics({ repository, settings, state, book, trades, books: null, pyramid });
  }

  async #pass(plan: ResumePlan, meter: ProgressMeter, options: ProcessingOptions): Promise<Ending | Disorder> {
    const pyramid = await openPyramid(this.#parts.repository, this.#parts.metrics, plan.state);
    const joiner = new BatchJoiner(this.#parts.commitRows ?? COMMIT_ROWS, pyramid, plan.state);
    for await (const step of this.createSnapshotsAndMetrics(plan, pyramid)) {
      if (step.kind === 'disorder') return step;
      if (step.kind === 'end') {
        await this.#persist(joiner);
        joiner.finish(step.waitingTrades);
        await this.#persist(joiner);
        meter.finish();
        this.#warnOfFormats(options);
        return { kind: 'done', waitingTrades: step.waitingTrades };
      }
      const isStopped = options.signal?.aborted === true;
      const problem = options.strict === true ? step.batch.problems[0] : undefined;
      if (problem === undefined) joiner.add(step);
      if (joiner.isFull || isStopped || problem !== undefined) await this.#persist(joiner);
      if (problem !== undefined) throw this.#badRow(problem);
      meter.advance(step);
      if (isStopped) return { kind: 'interrupted', waitingTrades: 0 };
    }
    throw new OrderflowError('broken-invariant', `${this.#parts.repository.name}: the stream of metrics has no end`);
  }

  async #persist(joiner: BatchJoiner): Promise<void> {
    for (const batch of joiner.take()) await this.#parts.metrics.insertMetricsBatch(batch);
  }

  #badRow({ table, rowId, reason }: RowProblem): OrderflowError {
    return new OrderflowError(
      'bad-row',
      `${this.#parts.repository.name}: ${table} row ${rowId} cannot be used (${reason}); mend or delete it, or run without strict to skip such rows`,
    );
  }

  /** Rewinds to the last checkpoint before a row that stands out of order; from there its table is read in time order. */
  async #goBack(disorder: Disorder, plan: ResumePlan, options: ProcessingOptions): Promise<ResumePlan> {
    const { repository, metrics } = this.#parts;
    const orders = { book: plan.book.order, trades: plan.trades.order, [disorder.table]: 'time' as const };
    const earlier = await goBackTo(repository, metrics, (state) => isBefore(state, disorder.at), orders);
    options.onWarning?.(
      `${repository.name}: the rows of the table ${disorder.table} are not in time order; they are being sorted, which is slower`,
    );
    return earlier;
  }

  #warnOfFormats(options: ProcessingOptions): void {
    const { repository } = this.#parts;
    for (const table of ['book', 'trades'] as const) {
      const formats = repository.timestampFormats(table);
      if (formats.length < 2) continue;
      options.onWarning?.(
        `${repository.name}: ${table} writes its timestamps in ${formats.length} ways (${formats.join(', ')})`,
      );
    }
  }

  async #result(ending: Ending, keptRows: number): Promise<ProcessingResult> {
    const { metrics } = this.#parts;
    const totalRows = (await metrics.loadState())?.metricRows ?? 0;
    return { ...ending, writtenRows: totalRows - keptRows, totalRows, problems: await metrics.countProblems() };
  }
}

import type {
  InstrumentState,
  MetricColumns,
  MetricSettings,
  MetricsBatch,
  ProcessingState,
  RowProblem,
} from '@orderflow/core';
import { moment, START } from './contract-rows.ts';

/** Settings of metrics, whatever they are. */
export const SETTINGS: MetricSettings = { depth: null, tradeMatching: 'window', maxLevelBytes: 1000 };

/** One metric: nanosecond n of the rows, snapshot 100 + n, obi n / 1000, cvd 10 n. */
export interface PlainMetric {
  readonly at: number;
  readonly instrument: string;
}

/** As many metrics, a nanosecond apart, of these instruments in turn. */
export function plainSeries(count: number, instruments: readonly string[]): PlainMetric[] {
  return Array.from({ length: count }, (_, at) => ({ at, instrument: instruments[at % instruments.length]! }));
}

/** A metric as it is read back. */
export function plainRow({ at, instrument }: PlainMetric) {
  const values = { obi: at / 1000, cvd: 10 * at, bestBid: 99, bestAsk: 101 };
  return {
    instrument,
    snapshotId: 100 + at,
    text: `${START}.${String(at).padStart(6, '0')}`,
    ...moment(at),
    ...values,
  };
}

interface BatchParts {
  /** Numbers of metrics at which checkpoints stand. */
  readonly checkpoints?: readonly number[];
  readonly problems?: readonly RowProblem[];
  /** Instruments that have trades but no metric yet. */
  readonly instruments?: readonly string[];
}

/** A batch of metrics behind `first` others. */
export function batchOf(first: number, rows: readonly PlainMetric[], parts: BatchParts = {}): MetricsBatch {
  const names = [...new Set(rows.map(({ instrument }) => instrument))];
  const plain = rows.map(plainRow);
  const metrics: MetricColumns = {
    count: rows.length,
    snapshotIds: Float64Array.from(plain, ({ snapshotId }) => snapshotId),
    instruments: Uint32Array.from(plain, ({ instrument }) => names.indexOf(instrument)),
    instrumentNames: names,
    timestamps: Float64Array.from(plain, ({ timestamp }) => timestamp),
    nanoseconds: Uint32Array.from(plain, ({ nanoseconds }) => nanoseconds),
    timestampTexts: plain.map(({ text }) => text),
    obi: Float64Array.from(plain, ({ obi }) => obi),
    cvd: Float64Array.from(plain, ({ cvd }) => cvd),
    bestBid: Float64Array.from(plain, ({ bestBid }) => bestBid),
    bestAsk: Float64Array.from(plain, ({ bestAsk }) => bestAsk),
  };
  const known = ['BTC', 'ETH', 'SOL', ...(parts.instruments ?? [])];
  return {
    metrics,
    problems: parts.problems ?? [],
    state: stateAt(first + rows.length, known),
    checkpoints: (parts.checkpoints ?? []).map((metricRows) => stateAt(metricRows, known)),
  };
}

/** A state behind so many metrics; the parts of it differ from one to the next. */
function stateAt(metricRows: number, instruments: readonly string[]): ProcessingState {
  return {
    metricRows,
    position: { ...moment(metricRows), id: 100 + metricRows },
    book: { timedRows: metricRows + 3, lastId: metricRows + 200, order: 'id' },
    trades: { timedRows: 2 * metricRows, lastId: metricRows < 15 ? null : metricRows, order: 'id' },
    instruments: instruments.map((instrument, index) => instrumentAt(instrument, metricRows * index)),
  };
}

function instrumentAt(instrument: string, value: number): InstrumentState {
  const waiting = value % 4 === 2 ? [0.1, -value] : [];
  return { instrument, sum: value / 3, compensation: value * 1e-17, lastTradeId: value === 0 ? null : value, waiting };
}

import type { MetricsRepository } from '../ports/metrics-repository.ts';
import type { OrderflowRepository, RowQuery } from '../ports/orderflow-repository.ts';
import type { ProcessingState, RowOrder, RowPosition } from '../ports/processing-state.ts';
import type { SourceTable } from '../ports/row-problem.ts';
import { compareTimestamps, type Timestamp } from '../timestamps/timestamp.ts';

/** Which rows of a table are still to be consumed. */
export type RowSelection = Pick<RowQuery, 'order' | 'afterId' | 'after'>;

/** Where processing goes on from. */
export interface ResumePlan {
  readonly state: ProcessingState;
  readonly book: RowSelection;
  readonly trades: RowSelection;
}

/** The state before the first row. */
export const FIRST_STATE: ProcessingState = {
  metricRows: 0,
  position: null,
  book: { timedRows: 0, lastId: null, order: 'id' },
  trades: { timedRows: 0, lastId: null, order: 'id' },
  instruments: [],
};

/**
 * Plans how to go on from a state. Where the rows up to the last id are just those that were consumed, only larger ids
 * are new. Where not, rows were put in between: the table is read in time order behind the position.
 */
export async function planFrom(
  repository: OrderflowRepository,
  metrics: MetricsRepository,
  state: ProcessingState,
): Promise<ResumePlan> {
  if (state.position === null) {
    const book: RowSelection = { order: state.book.order };
    const trades: RowSelection = { order: state.trades.order };
    return { state: withOrders(FIRST_STATE, book, trades), book, trades };
  }
  const book = await selectRows(repository, metrics, 'book', state, state.position);
  const trades = await selectRows(repository, metrics, 'trades', state, endOf(state.position));
  return { state: withOrders(state, book, trades), book, trades };
}

/** Whether the rows up to a state's position are just those that it has consumed: none has come late. */
export async function isStateCurrent(repository: OrderflowRepository, plan: ResumePlan): Promise<boolean> {
  const { state, book, trades } = plan;
  if (state.position === null) return true;
  if (book.after !== undefined && (await repository.countRowsUpTo('book', book.after)) !== state.book.timedRows) {
    return false;
  }
  if (trades.after === undefined) return true;
  return (await repository.countRowsUpTo('trades', trades.after)) === state.trades.timedRows;
}

/** The last checkpoint that holds; `holds` must be true up to some checkpoint and false behind it. Null: none does. */
export async function findLastCheckpoint(
  metrics: MetricsRepository,
  holds: (checkpoint: ProcessingState) => boolean | Promise<boolean>,
): Promise<ProcessingState | null> {
  let low = 0;
  let high = await metrics.countCheckpoints();
  let found: ProcessingState | null = null;
  while (low < high) {
    const middle = (low + high) >> 1;
    const checkpoint = await metrics.loadCheckpoint(middle);
    if (await holds(checkpoint)) {
      found = checkpoint;
      low = middle + 1;
    } else high = middle;
  }
  return found;
}

/** Whether a state lies wholly before a moment. */
export function isBefore(state: ProcessingState, moment: Timestamp): boolean {
  return state.position !== null && compareTimestamps(state.position, moment) < 0;
}

/**
 * Takes the metrics back to the last checkpoint that holds and up to which no row has come late, and plans from there.
 * `orders` says how tables are to be read from now on, where not as before.
 */
export async function goBackTo(
  repository: OrderflowRepository,
  metrics: MetricsRepository,
  holds: (checkpoint: ProcessingState) => boolean,
  orders: { readonly [Table in SourceTable]?: RowOrder } = {},
): Promise<ResumePlan> {
  const planAt = (state: ProcessingState) => {
    const book = { order: orders.book ?? state.book.order };
    const trades = { order: orders.trades ?? state.trades.order };
    return planFrom(repository, metrics, withOrders(state, book, trades));
  };
  const isCurrent = async (state: ProcessingState) => isStateCurrent(repository, await planAt(state));
  let checkpoint = await findLastCheckpoint(metrics, holds);
  if (checkpoint !== null && !(await isCurrent(checkpoint))) {
    checkpoint = await findLastCheckpoint(metrics, async (state) => holds(state) && isCurrent(state));
  }
  await metrics.rewindTo(checkpoint);
  return planAt(checkpoint ?? FIRST_STATE);
}

async function selectRows(
  repository: OrderflowRepository,
  metrics: MetricsRepository,
  table: SourceTable,
  state: ProcessingState,
  after: RowPosition,
): Promise<RowSelection> {
  const { lastId, timedRows, order } = state[table];
  if (lastId === null) return { order };
  const consumed = timedRows + (await metrics.countUntimedRows(table, lastId));
  const isPrefix = (await repository.countRows(table, { idAtMost: lastId })) === consumed;
  return isPrefix ? { order, afterId: lastId } : { order: 'time', after };
}

/** The place behind every trade of a moment. */
function endOf(position: RowPosition): RowPosition {
  return { ...position, id: Number.MAX_SAFE_INTEGER };
}

function withOrders(state: ProcessingState, book: RowSelection, trades: RowSelection): ProcessingState {
  return {
    ...state,
    book: { ...state.book, order: book.order },
    trades: { ...state.trades, order: trades.order },
  };
}

import type { MetricSettings } from '../configuration/metric-settings.ts';
import { OrderflowError } from '../errors.ts';
import { streamMetrics } from '../pipeline/metric-stream.ts';
import { describeDifference } from '../pipeline/prepare-metrics.ts';
import { isStateCurrent, planFrom } from '../pipeline/resume-plan.ts';
import type { MetricsRepository } from '../ports/metrics-repository.ts';
import type { OrderflowRepository } from '../ports/orderflow-repository.ts';
import type { ProcessingState } from '../ports/processing-state.ts';
import type { DataPart, DataSource } from './data-source.ts';
import { lacksRows, NO_ROWS, openTradeParts } from './partial-parts.ts';

/** Whether stored metrics can be used as they are. */
type Standing =
  | { readonly kind: 'stored'; readonly state: ProcessingState; readonly missing: string | null }
  | { readonly kind: 'live'; readonly reason: string };

const PROBED_SNAPSHOTS = 64;
const PROBED_TRADES = 4096;

/**
 * The parts of a source, one an instrument. Live parts cost a read of every timestamp.
 * @throws OrderflowError `settings-differ` where metrics of other settings are stored and their rows are gone.
 */
export async function openParts(source: DataSource, settings: MetricSettings): Promise<readonly DataPart[]> {
  const { repository, metrics } = source;
  const standing = await findStanding(repository, metrics, settings);
  const isStored = standing.kind === 'stored' && metrics !== null;
  const spans = isStored ? await metrics.describeMetrics() : await repository.describe('book');
  const state = standing.kind === 'stored' ? standing.state : null;
  const reason = standing.kind === 'live' ? standing.reason : null;
  const missing = standing.kind === 'stored' ? standing.missing : null;
  const parts = spans.map(({ instrument, rows, first, last }) => ({
    ...{ instrument, source, snapshots: rows, first, last },
    ...{ state, reason, missing },
  }));
  const known = parts.map(({ instrument }) => instrument);
  return [...parts, ...(await openTradeParts(source, state, known))];
}

async function findStanding(
  repository: OrderflowRepository,
  metrics: MetricsRepository | null,
  settings: MetricSettings,
): Promise<Standing> {
  const presence = (await metrics?.tableExists()) ?? { kind: 'none' };
  if (metrics === null || presence.kind === 'none') return { kind: 'live', reason: 'there are no stored metrics' };
  if (presence.kind === 'foreign') return { kind: 'live', reason: 'the table metrics was written by another tool' };
  const state = await metrics.loadState();
  const missing = state !== null && (await lacksRows(repository, state)) ? NO_ROWS : null;
  const difference = describeDifference(presence.settings, settings);
  if (difference !== null) {
    if (missing !== null) throw notThere(repository.name, difference);
    return { kind: 'live', reason: `the stored metrics have ${difference}` };
  }
  if (state === null) return { kind: 'live', reason: 'there are no stored metrics' };
  if (missing !== null) return { kind: 'stored', state, missing };
  if (await isUpToDate(repository, metrics, settings, state)) return { kind: 'stored', state, missing: null };
  return { kind: 'live', reason: 'rows have come since the metrics were stored' };
}

/** Whether processing would find nothing to do. */
async function isUpToDate(
  repository: OrderflowRepository,
  metrics: MetricsRepository,
  settings: MetricSettings,
  state: ProcessingState,
): Promise<boolean> {
  const plan = await planFrom(repository, metrics, state);
  if (!(await isStateCurrent(repository, plan))) return false;
  const book = { ...plan.book, batchSize: PROBED_SNAPSHOTS };
  const trades = { ...plan.trades, batchSize: PROBED_TRADES };
  for await (const step of streamMetrics({ repository, settings, state: plan.state, book, trades, books: null })) {
    if (step.kind === 'end') return true;
    if (step.kind === 'disorder' || step.batch.state.book.timedRows > state.book.timedRows) return false;
  }
  return false;
}

function notThere(name: string, difference: string): OrderflowError {
  return new OrderflowError(
    'settings-differ',
    `${name}: the stored metrics have ${difference}, and there are no rows to compute others from; ask for these`,
  );
}

import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { type MarketBookRow, type MarketTradeRow, type MetricSettings, Storage } from '../../src/index.ts';
import { bookRowsEvery, tradeRowsEvery, type Unplaced } from '../support/arbitrary-rows.ts';
import { MemoryMetricsRepository } from '../support/memory-metrics-repository.ts';
import { MemoryRepository } from '../support/memory-repository.ts';
import { processPlainly } from '../support/plain-processing.ts';

// Checkpoints stand close together here, so that small sources have many.
vi.mock('../../src/pipeline/checkpoint-rows.ts', () => ({ CHECKPOINT_ROWS: 3 }));

/** A row that arrives: at the end, or in a hole between the ids that are there. */
type Arrival =
  | {
      readonly table: 'book';
      readonly row: Unplaced<MarketBookRow>;
      readonly hole: number | null;
      readonly gap: number;
    }
  | {
      readonly table: 'trades';
      readonly row: Unplaced<MarketTradeRow>;
      readonly hole: number | null;
      readonly gap: number;
    };

type Step =
  | { readonly kind: 'arrive'; readonly arrivals: readonly Arrival[] }
  | {
      readonly kind: 'process';
      readonly batchSize: number;
      readonly stopAfter: number | null;
      readonly isKill: boolean;
    };

const place = { hole: fc.option(fc.nat(), { freq: 3 }), gap: fc.nat(2) };
const arrival: fc.Arbitrary<Arrival> = fc.oneof(
  fc.record({ table: fc.constant('book' as const), row: bookRowsEvery(1), ...place }),
  fc.record({ table: fc.constant('trades' as const), row: tradeRowsEvery(1), ...place }),
);
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constant('arrive' as const), arrivals: fc.array(arrival, { minLength: 1, maxLength: 25 }) }),
  fc.record({
    kind: fc.constant('process' as const),
    batchSize: fc.constantFrom(1, 2, 7, 1000),
    stopAfter: fc.option(fc.integer({ min: 1, max: 8 })),
    isKill: fc.boolean(),
  }),
);
const settings: fc.Arbitrary<MetricSettings> = fc.record({
  depth: fc.constantFrom(null, 1, 2),
  tradeMatching: fc.constantFrom('window' as const, 'exact' as const),
  maxLevelBytes: fc.constant(1000),
});

function arrive(source: MemoryRepository, { table, row, hole, gap }: Arrival): void {
  const rows: { id: number }[] = source[table];
  const ids = new Set(rows.map(({ id }) => id));
  const last = Math.max(0, ...ids);
  const holes = Array.from({ length: last }, (_, index) => index + 1).filter((id) => !ids.has(id));
  const id = hole === null || holes.length === 0 ? last + 1 + gap : holes[hole % holes.length]!;
  rows.push({ ...row, id });
  rows.sort((a, b) => a.id - b.id);
}

/** Processes, and stops behind a batch: politely, or by an error in the middle of writing. */
async function process(
  source: MemoryRepository,
  metrics: MemoryMetricsRepository,
  settings: MetricSettings,
  { batchSize, stopAfter, isKill }: Pick<Extract<Step, { kind: 'process' }>, 'batchSize' | 'stopAfter' | 'isKill'>,
) {
  const signal = { aborted: false };
  let batches = 0;
  metrics.onInsert = () => {
    batches++;
    if (batches === stopAfter && isKill) throw new Error('killed');
    if (batches === stopAfter) signal.aborted = true;
  };
  const storage = new Storage({ repository: source, metrics, settings, batchSize });
  try {
    return await storage.buildBooktickFromDb({ signal });
  } catch (error) {
    expect(error).toMatchObject({ message: 'killed' });
    return null;
  } finally {
    metrics.onInsert = null;
  }
}

/** What is kept, but for the way in which the rows were read. */
function contentsOf({ rows, problems, checkpoints, state }: MemoryMetricsRepository) {
  const withoutOrder = (checkpoint: unknown) =>
    JSON.parse(JSON.stringify(checkpoint, (key, value) => (key === 'order' ? undefined : value)));
  return { rows, problems, checkpoints: checkpoints.map(withoutOrder), state: withoutOrder(state) };
}

const WHOLE = { batchSize: 1000, stopAfter: null, isKill: false };

describe('processing in random steps', () => {
  it('ends as one undisturbed run does, and as the rules say', { timeout: 60_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(settings, fc.array(step, { maxLength: 8 }), async (settings, steps) => {
        const source = new MemoryRepository({});
        const metrics = new MemoryMetricsRepository();
        for (const step of [...steps, { kind: 'process', ...WHOLE } as const]) {
          if (step.kind === 'arrive') {
            for (const one of step.arrivals) arrive(source, one);
            continue;
          }
          const result = await process(source, metrics, settings, step);
          if (result?.kind !== 'done') continue;
          const { rows, problems } = processPlainly(source, settings);
          expect(metrics.rows).toEqual(rows);
          expect(metrics.problems).toEqual(problems);
          const undisturbed = new MemoryMetricsRepository();
          await process(new MemoryRepository(source), undisturbed, settings, WHOLE);
          expect(contentsOf(metrics)).toEqual(contentsOf(undisturbed));
        }
      }),
      { numRuns: 1500, seed: 7 },
    );
  });
});

import { type BookColumns, LevelScanner, type OrderflowRepository } from '@orderflow/core';

const SAMPLE_ROWS = 200;

/** How many levels the first snapshots of a file have. */
export interface LevelSample {
  /** Readable snapshots that were looked at. */
  readonly snapshots: number;
  readonly bids: LevelRange | null;
  readonly asks: LevelRange | null;
}

/** The fewest and the most levels of a side. */
export interface LevelRange {
  readonly fewest: number;
  readonly most: number;
}

/** Counts the levels of the first snapshots. */
export async function sampleLevels(repository: OrderflowRepository): Promise<LevelSample> {
  for await (const batch of repository.iterateBookRows({ order: 'id', batchSize: SAMPLE_ROWS }))
    return countLevels(batch);
  return { snapshots: 0, bids: null, asks: null };
}

function countLevels({ count, text, offsets }: BookColumns): LevelSample {
  const scanner = new LevelScanner();
  const bids: number[] = [];
  const asks: number[] = [];
  for (let row = 0; row < count; row++) {
    const [start, middle, end] = [offsets[3 * row]!, offsets[3 * row + 1]!, offsets[3 * row + 2]!];
    if (scanner.scan(text, start, middle, 'bid') !== null) continue;
    const bidLevels = scanner.levels.count;
    if (scanner.scan(text, middle, end, 'ask') !== null) continue;
    bids.push(bidLevels);
    asks.push(scanner.levels.count);
  }
  return { snapshots: bids.length, bids: rangeOf(bids), asks: rangeOf(asks) };
}

function rangeOf(counts: readonly number[]): LevelRange | null {
  return counts.length === 0 ? null : { fewest: Math.min(...counts), most: Math.max(...counts) };
}

import type { FillView } from '@orderflow/core';
import type { OpenResult } from './find-run.ts';

const BATCH_SIZE = 1000;

/** Which fills to read: epoch milliseconds, the end exclusive. */
export interface FillQuery {
  readonly start?: number | undefined;
  readonly end?: number | undefined;
  readonly instrument?: string | undefined;
  readonly limit: number;
}

/** Fills, and whether there are more in the range. */
export interface FoundFills {
  readonly fills: readonly FillView[];
  readonly isMore: boolean;
}

/** Fills of a range in the order of time, `limit` at most. */
export async function readFills(open: OpenResult, { start, end, instrument, limit }: FillQuery): Promise<FoundFills> {
  const fills: FillView[] = [];
  const first = start === undefined ? 0 : await firstFrom(open, start);
  for await (const batch of fillsFrom(open, first, BATCH_SIZE)) {
    for (const fill of batch) {
      if (end !== undefined && fill.timestamp >= end) return { fills, isMore: false };
      if (instrument !== undefined && fill.instrument !== instrument) continue;
      if (fills.length === limit) return { fills, isMore: true };
      fills.push(fill);
    }
  }
  return { fills, isMore: false };
}

/** One fill by its number; null where there is none. */
export async function readFill(open: OpenResult, number: number): Promise<FillView | null> {
  for await (const [fill] of fillsFrom(open, number, 1)) return fill ?? null;
  return null;
}

/** The number of the first fill at or after a time: fills lie in the order of time. */
async function firstFrom(open: OpenResult, start: number): Promise<number> {
  let [low, high] = [0, open.run.hasRows ? open.result.fills : 0];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const fill = await readFill(open, middle);
    if (fill !== null && fill.timestamp < start) low = middle + 1;
    else high = middle;
  }
  return low;
}

function fillsFrom({ run, result, repository }: OpenResult, first: number, batchSize: number) {
  return repository.iterateFills({ id: run.id, makerModel: result.makerModel, first, batchSize });
}

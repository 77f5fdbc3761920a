import {
  checkQuality,
  type FindingKind,
  type MarketBookRow,
  type MarketTradeRow,
  type QualityOptions,
  type QualityReport,
} from '../../src/index.ts';
import { MemoryRepository } from '../support/memory-repository.ts';

/** Time of the first row, in epoch milliseconds. */
export const START = 1_751_328_000_000;

/** Good rows a second apart, each with changes; ids from 1. */
export function bookOf(
  ...changes: readonly (Partial<MarketBookRow> & { readonly second?: number })[]
): MarketBookRow[] {
  return changes.map(({ second, ...change }, index) => ({
    id: index + 1,
    instrument: 'A',
    bids: `[[100,${index + 1}]]`,
    asks: '[[101,1]]',
    timestamp: String(START + (second ?? index) * 1000),
    ...change,
  }));
}

/** Good trades a second apart, each with changes; ids from 1. */
export function tradesOf(...changes: readonly Partial<MarketTradeRow>[]): MarketTradeRow[] {
  return changes.map((change, index) => ({
    id: index + 1,
    instrument: 'A',
    tradeId: String(index),
    price: 100,
    size: 1,
    side: 'buy',
    timestamp: String(START + index * 1000),
    ...change,
  }));
}

/** The report on rows in memory, read in small batches. */
export async function check(
  rows: { readonly book?: readonly MarketBookRow[]; readonly trades?: readonly MarketTradeRow[] },
  options: QualityOptions = {},
): Promise<QualityReport> {
  return checkQuality(new MemoryRepository(rows, { maxLevelBytes: 1_000 }), { batchSize: 2, ...options });
}

/** Row ids by kind of finding. */
export function idsOf({ findings }: QualityReport): Partial<Record<FindingKind, readonly number[]>> {
  return Object.fromEntries(findings.map(({ kind, places }) => [kind, places.map(({ rowId }) => rowId)]));
}

import { sortLevels, volumeOfDepth } from '../levels/best-first.ts';
import { type BookSide, LevelScanner } from '../levels/level-scanner.ts';
import { obiOfVolumes } from '../metrics/order-book-imbalance.ts';
import type { ObiProof } from './proof.ts';
import type { FoundRow } from './snapshot-finder.ts';

/** The OBI of a good row and the volumes that it is made of, bit by bit as processing computes them. */
export function proveObi(found: FoundRow, depth: number | null): ObiProof {
  const bidVolume = volumeOf(found, 0, 'bid', depth);
  const askVolume = volumeOf(found, 1, 'ask', depth);
  return { depth, bidVolume, askVolume, obi: obiOfVolumes(bidVolume, askVolume) };
}

function volumeOf({ columns, row }: FoundRow, field: 0 | 1, side: BookSide, depth: number | null): number {
  const { text, offsets } = columns;
  const scanner = new LevelScanner();
  scanner.scan(text, offsets[3 * row + field]!, offsets[3 * row + field + 1]!, side);
  return depth === null ? scanner.volume : volumeOfDepth(sortLevels(scanner.levels, side), depth);
}

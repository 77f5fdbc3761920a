import type { BookColumns } from '../columns/book-columns.ts';
import { tradeFromRow } from '../columns/trade-from-row.ts';
import type { MetricSettings } from '../configuration/metric-settings.ts';
import { ContinuousCvd } from '../data-set/continuous-cvd.ts';
import type { DataPart } from '../data-set/data-source.ts';
import { PartReader } from '../data-set/part-reader.ts';
import { emptyRange, selectParts } from '../data-set/select-parts.ts';
import { OrderflowError } from '../errors.ts';
import { addToSum, type CompensatedSum, totalOf } from '../metrics/compensated-sum.ts';
import { snapshotFromRow } from '../pipeline/snapshot-from-row.ts';
import { printable } from '../text/printable.ts';
import { compareTimestamps, justAfter, type TimeRange, type Timestamp } from '../timestamps/timestamp.ts';
import { type CvdBase, cvdAt } from './cvd-base.ts';
import {
  type CvdProof,
  type LocatedSnapshot,
  MOST_PROVEN_TRADES,
  type Proof,
  type ProvenTrade,
  type SnapshotQuery,
} from './proof.ts';
import { proveObi } from './prove-obi.ts';
import { type FoundRow, SnapshotFinder } from './snapshot-finder.ts';

/** A row, and who found it: the place of its part among all parts of the instrument. */
interface Found extends FoundRow {
  readonly part: number;
  readonly finder: SnapshotFinder;
}

/** The trades that count into one snapshot. */
interface OwnTrades {
  readonly count: number;
  readonly listed: readonly ProvenTrade[];
  readonly delta: number;
  /** The sum of the snapshot's own part, from what its trades there started at. */
  readonly sum: CompensatedSum;
}

const START: CvdBase = { sum: { sum: 0, compensation: 0 }, checkpoint: null, trades: 0 };

/** Shows single snapshots of a data set, and everything that their metrics are made of. */
export class ProofReader {
  readonly #parts: readonly DataPart[];
  readonly #settings: MetricSettings;
  readonly #batchSize: number;

  /** `parts` of a data set that was opened with these settings. */
  constructor(parts: readonly DataPart[], settings: MetricSettings, batchSize: number) {
    this.#parts = parts;
    this.#settings = settings;
    this.#batchSize = batchSize;
  }

  /**
   * One snapshot with its levels.
   * @throws OrderflowError `unknown-instrument`, `overlapping-sources`, `empty-range` where there is no good snapshot,
   * `bad-argument` where no snapshot of that time has the row id.
   */
  async readSnapshot(query: SnapshotQuery): Promise<LocatedSnapshot> {
    return locatedOf(await find(this.#findersOf(query.instrument), query));
  }

  /** The metrics of one snapshot worked out from the rows: from the last checkpoint on, where there is one. */
  async prove(query: SnapshotQuery): Promise<Proof> {
    const finders = this.#findersOf(query.instrument);
    const readers = finders.map(({ part }) => new PartReader(part, this.#settings, this.#batchSize));
    const found = await find(finders, query);
    const previous = await findPrevious(finders, found);
    const next = await findNext(finders, found);
    const totals = new ContinuousCvd(readers, 'none');
    const isExact = this.#settings.tradeMatching === 'exact';
    const base = previous === null ? START : await cvdAt(readers[previous.part]!, previous.position, isExact);
    const own = await readOwnTrades(readers, previous, found, { isExact, base });
    const earlier = await totals.totalBefore(found.part);
    return {
      ...locatedOf(found),
      obi: proveObi(found, this.#settings.depth),
      cvd: cvdProof(base, own, previous === null ? 0 : await totals.totalBefore(previous.part), earlier),
      stored: await readStored(found, earlier),
      previous: previous?.position ?? null,
      next: next?.position ?? null,
      tradeCount: own.count,
      trades: own.listed,
    };
  }

  #findersOf(instrument: string): readonly SnapshotFinder[] {
    const [selection] = selectParts(this.#parts, instrument, {});
    return selection!.all.map((part) => new SnapshotFinder(part, this.#settings.depth));
  }
}

/** The snapshot that is asked for. */
async function find(finders: readonly SnapshotFinder[], { instrument, at, snapshotId }: SnapshotQuery): Promise<Found> {
  const found = (await lastBefore(finders, justAfter(at))) ?? (await firstOf(finders));
  if (found === null) {
    const all = finders.map(({ part }) => part);
    throw emptyRange([{ instrument, all, touched: all }], {});
  }
  if (snapshotId === undefined || found.position.id === snapshotId) return found;
  const same = await found.finder.at(found.position);
  const wanted = same.find(({ position }) => position.id === snapshotId);
  if (wanted !== undefined) return { ...found, ...wanted };
  throw new OrderflowError(
    'bad-argument',
    `book row ${snapshotId} is no snapshot of ${printable(instrument)} at that time`,
  );
}

async function lastBefore(finders: readonly SnapshotFinder[], moment: Timestamp): Promise<Found | null> {
  for (let part = finders.length - 1; part >= 0; part--) {
    const finder = finders[part]!;
    if (compareTimestamps(finder.part.first, moment) >= 0) continue;
    const found = await finder.lastBefore(moment);
    if (found !== null) return { ...found, part, finder };
  }
  return null;
}

async function firstOf(finders: readonly SnapshotFinder[]): Promise<Found | null> {
  for (const [part, finder] of finders.entries()) {
    const { first } = finder.part;
    const found = (await finder.at(first))[0] ?? (await finder.firstAfter(first));
    if (found !== null) return { ...found, part, finder };
  }
  return null;
}

async function findPrevious(finders: readonly SnapshotFinder[], found: Found): Promise<Found | null> {
  const { finder, part, position } = found;
  const before = (await finder.at(position)).filter((one) => one.position.id < position.id).at(-1);
  return before === undefined ? lastBefore(finders.slice(0, part + 1), position) : { ...found, ...before };
}

async function findNext(
  finders: readonly SnapshotFinder[],
  { finder, part, position }: Found,
): Promise<FoundRow | null> {
  const behind = (await finder.at(position)).find((one) => one.position.id > position.id);
  return behind ?? (await finder.firstAfter(position)) ?? firstOf(finders.slice(part + 1));
}

/** The trades behind the snapshot before, up to and with the snapshot's time; over all parts in between. */
async function readOwnTrades(
  readers: readonly PartReader[],
  previous: Found | null,
  found: Found,
  { isExact, base }: { readonly isExact: boolean; readonly base: CvdBase },
): Promise<OwnTrades> {
  const listed: ProvenTrade[] = [];
  let [count, delta] = [0, START.sum];
  let sum = previous?.part === found.part ? base.sum : START.sum;
  const isSameTime = previous !== null && compareTimestamps(previous.position, found.position) === 0;
  const first = isExact ? found.part : (previous?.part ?? 0);
  for (let part = first; part <= found.part && !(isExact && isSameTime); part++) {
    const since = part === previous?.part ? { start: justAfter(previous.position) } : {};
    const start = isExact ? { start: found.position } : since;
    const range: TimeRange = part === found.part ? { ...start, end: justAfter(found.position) } : start;
    for await (const columns of readers[part]!.trades(range, true)) {
      for (let row = 0; row < columns.count; row++) {
        const signedSize = columns.sides[row]! * columns.sizes[row]!;
        count++;
        delta = addToSum(delta, signedSize);
        if (part === found.part) sum = addToSum(sum, signedSize);
        if (listed.length >= MOST_PROVEN_TRADES) continue;
        listed.push({ ...tradeFromRow(columns, row), source: readers[part]!.part.source.repository.name });
      }
    }
  }
  return { count, listed, delta: totalOf(delta), sum };
}

/** `earlierBefore` and `earlier` are what the parts before those of the snapshot before, and of this one, came to. */
function cvdProof(base: CvdBase, own: OwnTrades, earlierBefore: number, earlier: number): CvdProof {
  const { checkpoint } = base;
  return {
    checkpoint:
      checkpoint === null ? null : { position: checkpoint.position, cvd: totalOf(checkpoint.sum) + earlierBefore },
    tradesBetween: base.trades,
    before: totalOf(base.sum) + earlierBefore,
    delta: own.delta,
    after: totalOf(own.sum) + earlier,
  };
}

async function readStored({ finder, position }: Found, earlier: number): Promise<Proof['stored']> {
  const { instrument, source, state } = finder.part;
  if (state === null || source.metrics === null) return null;
  const range = { start: position, end: justAfter(position) };
  for await (const columns of source.metrics.loadMetricsByTimerange({ instrument, range, batchSize: 64 })) {
    const row = columns.snapshotIds.subarray(0, columns.count).indexOf(position.id);
    if (row >= 0) return { obi: columns.obi[row]!, cvd: columns.cvd[row]! + earlier };
  }
  return null;
}

function locatedOf({ columns, row, finder }: Found): LocatedSnapshot {
  return {
    source: finder.part.source.repository.name,
    snapshot: snapshotFromRow(columns, row, []),
    timestampText: timestampTextOf(columns, row),
  };
}

/** A readable timestamp is ASCII. */
function timestampTextOf({ text, offsets }: BookColumns, row: number): string {
  return String.fromCharCode(...text.subarray(offsets[3 * row + 2]!, offsets[3 * row + 3]!));
}

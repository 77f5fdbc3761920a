/** What happens to own orders and timers, in the order in which it happens at one clock. */
export const ARRIVAL = 1;
export const RESPONSE = 2;
/** Market events are delivered between responses and timers. */
export const DELIVERY = 3;
export const TIMER = 4;

/** Something of one's own that is to happen. */
export interface OwnEvent {
  /** When: see `MarketChunk.clocks`. */
  readonly clock: number;
  readonly rank: typeof ARRIVAL | typeof RESPONSE | typeof TIMER;
  readonly happen: () => void;
}

interface Entry extends OwnEvent {
  readonly sequence: number;
}

/** What is to happen, soonest first; at one clock by rank, then as it was added. A binary heap. */
export class OwnEvents {
  readonly #heap: Entry[] = [];
  #sequence = 0;
  /** When the next happens; Infinity where nothing will. */
  nextClock = Number.POSITIVE_INFINITY;

  /** Rank of the next; it must exist. */
  get nextRank(): number {
    return this.#heap[0]!.rank;
  }

  add(event: OwnEvent): void {
    const heap = this.#heap;
    const entry = { ...event, sequence: this.#sequence++ };
    let at = heap.length;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!isBefore(entry, heap[parent]!)) break;
      heap[at] = heap[parent]!;
      at = parent;
    }
    heap[at] = entry;
    this.nextClock = heap[0]!.clock;
  }

  /** Takes the next; it must exist. */
  take(): OwnEvent {
    const heap = this.#heap;
    const first = heap[0]!;
    const last = heap.pop()!;
    if (heap.length > 0) this.#sink(last);
    this.nextClock = heap[0]?.clock ?? Number.POSITIVE_INFINITY;
    return first;
  }

  #sink(entry: Entry): void {
    const heap = this.#heap;
    let at = 0;
    while (true) {
      let child = 2 * at + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && isBefore(heap[child + 1]!, heap[child]!)) child++;
      if (!isBefore(heap[child]!, entry)) break;
      heap[at] = heap[child]!;
      at = child;
    }
    heap[at] = entry;
  }
}

function isBefore(a: Entry, b: Entry): boolean {
  if (a.clock !== b.clock) return a.clock < b.clock;
  return a.rank !== b.rank ? a.rank < b.rank : a.sequence < b.sequence;
}

import type { FindingBucket, FindingHistogram } from './quality-report.ts';

const MOST_BUCKETS = 512;

/**
 * Counts moments in up to 512 buckets of equal width, in constant memory: the width is 1 ms at first and doubles
 * whenever the span outgrows the buckets. Moments may come in any order.
 */
export class TimeHistogram {
  #bucketMs = 1;
  #first = Number.POSITIVE_INFINITY;
  #last = Number.NEGATIVE_INFINITY;
  #buckets = new Map<number, { rows: number; gapMs: number }>();

  /** Counts a row; `gapMs` is the length of the gap that ends there, which is spread over the buckets it lies in. */
  add(timestamp: number, gapMs = 0): void {
    const start = timestamp - gapMs;
    this.#cover(start);
    this.#cover(timestamp);
    this.#bucketOf(Math.floor(timestamp / this.#bucketMs)).rows++;
    if (gapMs > 0) this.#spread(start, timestamp);
  }

  /** The counts, in order of time. */
  toHistogram(): FindingHistogram {
    const bucketMs = this.#bucketMs;
    const buckets = Array.from(
      this.#buckets,
      ([index, counts]): FindingBucket => ({ from: index * bucketMs, ...counts }),
    );
    return { bucketMs, buckets: buckets.sort((a, b) => a.from - b.from) };
  }

  #cover(time: number): void {
    const index = Math.floor(time / this.#bucketMs);
    this.#first = Math.min(this.#first, index);
    this.#last = Math.max(this.#last, index);
    while (this.#last - this.#first >= MOST_BUCKETS) this.#double();
  }

  #double(): void {
    const narrow = this.#buckets;
    this.#bucketMs *= 2;
    this.#first = Math.floor(this.#first / 2);
    this.#last = Math.floor(this.#last / 2);
    this.#buckets = new Map();
    for (const [index, { rows, gapMs }] of narrow) {
      const bucket = this.#bucketOf(Math.floor(index / 2));
      bucket.rows += rows;
      bucket.gapMs += gapMs;
    }
  }

  #spread(start: number, end: number): void {
    const width = this.#bucketMs;
    for (let index = Math.floor(start / width); index * width < end; index++) {
      this.#bucketOf(index).gapMs += Math.min(end, (index + 1) * width) - Math.max(start, index * width);
    }
  }

  #bucketOf(index: number): { rows: number; gapMs: number } {
    const known = this.#buckets.get(index);
    if (known !== undefined) return known;
    const bucket = { rows: 0, gapMs: 0 };
    this.#buckets.set(index, bucket);
    return bucket;
  }
}

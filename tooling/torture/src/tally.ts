import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { SEED, TIMES } from './scale.ts';

/** Where a package's tallies are left, beside its test report; tooling/bootstrap prints them. */
const FOLDER = join('.vitest', 'torture');

/** Counts what a suite did. */
export interface Tally {
  /** Adds to the count of a kind, such as `runs killed`. */
  count(kind: string, cases?: number): void;
  /** Names what this machine cannot do, and why, so that nothing is left out silently. */
  leaveOut(kind: string, reason: string): void;
}

/**
 * The tally of one test file, which is left for the table when its tests have run. Call it once a file, at its top.
 * @param suite the name of the suite, one of those of docs/reliability.md
 * @param part what of the suite the file tests; with `suite` unique in its package
 * @param folder where it is left
 */
export function makeTally(suite: string, part: string, folder = FOLDER): Tally {
  const counts: Record<string, number> = {};
  const leftOut: Record<string, string> = {};
  afterAll(() => {
    mkdirSync(folder, { recursive: true });
    const tally = { suite, part, seed: SEED, times: TIMES, counts, leftOut };
    writeFileSync(join(folder, `${suite} ${part}.json`.replaceAll(' ', '-')), `${JSON.stringify(tally, null, 2)}\n`);
  });
  return {
    count(kind, cases = 1) {
      counts[kind] = (counts[kind] ?? 0) + cases;
    },
    leaveOut(kind, reason) {
      leftOut[kind] = reason;
    },
  };
}

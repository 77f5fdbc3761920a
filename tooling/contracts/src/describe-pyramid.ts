import { describe } from 'vitest';
import { describeBuilding } from './describe-building.ts';
import { describeSeries } from './describe-series.ts';
import { describeTiles } from './describe-tiles.ts';
import type { MakeRepository } from './repository-under-test.ts';

/** The suite that every `MetricsRepository` with `tiles` must pass too: its pyramid, and the series read from it. */
export function describePyramid(name: string, make: MakeRepository): void {
  describe(`${name} with a pyramid`, () => {
    describeTiles(make);
    describeBuilding(make);
    describeSeries(make);
  });
}

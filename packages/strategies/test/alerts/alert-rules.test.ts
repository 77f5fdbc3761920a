import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AlertRule } from '../../src/alerts/alert-rule.ts';
import { CvdChangeRule } from '../../src/alerts/cvd-change-rule.ts';
import { DivergenceRule } from '../../src/alerts/divergence-rule.ts';
import { ObiLevelRule } from '../../src/alerts/obi-level-rule.ts';
import { elapsedMs, type Observation } from '../../src/alerts/observation.ts';
import { SpreadRule } from '../../src/alerts/spread-rule.ts';
import { anySeries } from './observations.ts';

const GAP_MS = 120_000;
const REARM_RATIO = 0.8;

/** What a rule sees at one snapshot: its value, and whether it would fire there if it were armed. */
interface Sight {
  readonly value: number;
  readonly fires: boolean;
}

/** One event is one alert: behind an alert, the value must have been below `rearmBelow` towards its side. */
function firingsByDefinition(sights: readonly Sight[], rearmBelow: number): readonly number[] {
  const firings: number[] = [];
  for (const [index, { fires }] of sights.entries()) {
    const last = firings.at(-1);
    const hasFallen = (start: number) =>
      sights.slice(start + 1, index + 1).some(({ value }) => value * Math.sign(sights[start]!.value) < rearmBelow);
    if (fires && (last === undefined || hasFallen(last))) firings.push(index);
  }
  return firings;
}

/** The oldest snapshot that lies within the window and behind the last gap. */
function startOf(past: readonly Observation[], windowSeconds: number): Observation {
  const gap = past.findLastIndex((now, index) => index > 0 && elapsedMs(past[index - 1]!, now) > GAP_MS);
  return past.slice(Math.max(gap, 0)).find((old) => elapsedMs(old, past.at(-1)!) <= windowSeconds * 1000)!;
}

function firingsOf(rule: AlertRule, series: readonly Observation[]): readonly number[] {
  return [...series.keys()].filter((index) => rule.observe(series[index]!) !== null);
}

describe('alert rules', () => {
  it('hold an OBI level as defined', () => {
    const level = 0.6;
    fc.assert(
      fc.property(anySeries, fc.integer({ min: 0, max: 8 }), (series, holdSeconds) => {
        const isBeyond = (at: number, side: number) => series[at]!.obi! * side >= level;
        const stepMs = (at: number) => elapsedMs(series[at - 1]!, series[at]!);
        const sights = series.map((now, index) => {
          const side = Math.sign(now.obi!);
          let start = index;
          while (start > 0 && isBeyond(start - 1, side) && stepMs(start) <= holdSeconds * 1000) start--;
          const heldMs = elapsedMs(series[start]!, now);
          return { value: now.obi!, fires: isBeyond(index, side) && heldMs >= holdSeconds * 1000 };
        });
        const rule = new ObiLevelRule({ level, holdSeconds, rearmRatio: REARM_RATIO });
        expect(firingsOf(rule, series)).toEqual(firingsByDefinition(sights, level * REARM_RATIO));
      }),
    );
  });

  it('see a CVD change as defined', () => {
    const change = 25;
    fc.assert(
      fc.property(anySeries, fc.integer({ min: 1, max: 90 }), (series, windowSeconds) => {
        const sights = series.map((now, index) => {
          const value = now.cvd! - startOf(series.slice(0, index + 1), windowSeconds).cvd!;
          return { value, fires: Math.abs(value) >= change };
        });
        const rule = new CvdChangeRule({ change, windowSeconds, rearmRatio: REARM_RATIO, resetsDaily: false });
        expect(firingsOf(rule, series)).toEqual(firingsByDefinition(sights, change * REARM_RATIO));
      }),
    );
  });

  it('see a wide spread as defined', () => {
    fc.assert(
      fc.property(anySeries, (all) => {
        const series = all.filter(({ spreadBps }) => spreadBps !== null);
        const sights = series.map(({ spreadBps }) => ({ value: spreadBps!, fires: spreadBps! >= 20 }));
        const rule = new SpreadRule({ spreadBps: 20, rearmRatio: REARM_RATIO });
        expect(firingsOf(rule, series)).toEqual(firingsByDefinition(sights, 20 * REARM_RATIO));
      }),
    );
  });

  it('see a divergence as defined', () => {
    const moveBps = 40;
    fc.assert(
      fc.property(anySeries, fc.integer({ min: 1, max: 90 }), (all, windowSeconds) => {
        const series = all.filter(({ mid }) => mid !== null);
        const sights = series.map((now, index) => {
          const start = startOf(series.slice(0, index + 1), windowSeconds);
          const value = (1e4 * (now.mid! - start.mid!)) / start.mid!;
          const isContradicted = Math.sign(now.cvd! - start.cvd!) === -Math.sign(value);
          return { value, fires: Math.abs(value) >= moveBps && isContradicted };
        });
        const rule = new DivergenceRule({ moveBps, windowSeconds, rearmRatio: REARM_RATIO, resetsDaily: false });
        expect(firingsOf(rule, series)).toEqual(firingsByDefinition(sights, moveBps * REARM_RATIO));
      }),
    );
  });

  it('take books without a mid for nothing: with them the alerts are those without them', () => {
    fc.assert(
      fc.property(anySeries, (all) => {
        const series = all.filter(({ mid }) => mid !== null);
        const idsOf = (seen: readonly Observation[]) => {
          const spread = new SpreadRule({ spreadBps: 20, rearmRatio: REARM_RATIO });
          const divergence = new DivergenceRule({
            moveBps: 40,
            windowSeconds: 60,
            rearmRatio: REARM_RATIO,
            resetsDaily: false,
          });
          return [spread, divergence].map((rule) => seen.filter((now) => rule.observe(now) !== null));
        };
        expect(idsOf(all)).toEqual(idsOf(series));
      }),
    );
  });
});

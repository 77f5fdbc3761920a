import { OrderflowError } from '@orderflow/core';
import { canonicalJson } from '../results/canonical-json.ts';

const MOST_POINTS = 100_000;
/** Draws that find nothing new, one after another, before a search takes it that there is nothing left. */
const MOST_VAIN_DRAWS = 1000;
/** What a number that was drawn is rounded to: more says nothing. */
const SIGNIFICANT_DIGITS = 6;

/** Parameters of one trial, by name. */
export type ParameterPoint = Readonly<Record<string, number | string>>;

/** What a parameter may be: one of some values, or any number from one to another. */
export type ParameterAxis =
  | { readonly name: string; readonly values: readonly (number | string)[] }
  | { readonly name: string; readonly low: number; readonly high: number };

/**
 * The numbers from `low` to `high`, both included, a step apart, without what doubles add to their decimals.
 * @throws OrderflowError `bad-argument` where the step is not above 0, `high` is below `low`, or they are too many.
 */
export function steppedValues(low: number, high: number, step: number): readonly number[] {
  const count = Math.floor((high - low) / step + 1e-9) + 1;
  if (!(step > 0 && high >= low && count <= MOST_POINTS)) {
    throw new OrderflowError(
      'bad-argument',
      `from ${low} to ${high} by ${step}: give a step above 0, an end above the start, and no more than ${MOST_POINTS} values`,
    );
  }
  return Array.from({ length: count }, (_, index) => Number((low + index * step).toPrecision(12)));
}

/**
 * Every combination of values; the last axis changes first.
 * @throws OrderflowError `bad-argument` for an axis without steps, or more than 100,000 combinations.
 */
export function gridOf(axes: readonly ParameterAxis[]): readonly ParameterPoint[] {
  const lists = axes.map(valuesOf);
  const count = lists.reduce((product, { length }) => product * length, 1);
  if (count > MOST_POINTS) {
    throw new OrderflowError(
      'bad-argument',
      `that is ${count} combinations: give ${MOST_POINTS} at most, or search some`,
    );
  }
  return Array.from({ length: count }, (_, index) => {
    let rest = index;
    const chosen = lists.toReversed().map((values) => {
      const value = values[rest % values.length]!;
      rest = Math.floor(rest / values.length);
      return value;
    });
    return Object.fromEntries(axes.map(({ name }, axis) => [name, chosen.at(-1 - axis)!]));
  });
}

/**
 * So many different combinations at random, in the order in which they were drawn; fewer where there are not so many.
 * `random` gives numbers from 0 to below 1.
 * @throws OrderflowError `bad-argument` for a count that is not above 0 or above 100,000.
 */
export function randomPointsOf(
  axes: readonly ParameterAxis[],
  count: number,
  random: () => number,
): readonly ParameterPoint[] {
  if (!(Number.isSafeInteger(count) && count > 0 && count <= MOST_POINTS)) {
    throw new OrderflowError('bad-argument', `${count} trials: give a whole number from 1 to ${MOST_POINTS}`);
  }
  const points = new Map<string, ParameterPoint>();
  for (let vain = 0; points.size < count && vain < MOST_VAIN_DRAWS; vain++) {
    const point = Object.fromEntries(axes.map((axis) => [axis.name, draw(axis, random())]));
    const key = canonicalJson(point);
    if (points.has(key)) continue;
    points.set(key, point);
    vain = -1;
  }
  return [...points.values()];
}

function valuesOf(axis: ParameterAxis): readonly (number | string)[] {
  if ('values' in axis) return axis.values;
  throw new OrderflowError(
    'bad-argument',
    `the parameter ${axis.name} has no steps: write ${axis.low}..${axis.high}:STEP, or search at random`,
  );
}

function draw(axis: ParameterAxis, share: number): number | string {
  if ('values' in axis) return axis.values[Math.floor(share * axis.values.length)]!;
  return Number((axis.low + share * (axis.high - axis.low)).toPrecision(SIGNIFICANT_DIGITS));
}

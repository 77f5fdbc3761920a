const LONGEST_SHORT_FORM_MS = 600_000;

/** How many times the work of the short form a run does: 1 in `npm test`. */
export const TIMES = readWhole('ORDERFLOW_TORTURE_TIMES');

/** The seed of everything random. */
export const SEED = readWhole('ORDERFLOW_TORTURE_SEED');

/** The time limit of a test, in milliseconds; generous, so that a busy machine fails none. */
export const TIMEOUT = LONGEST_SHORT_FORM_MS * TIMES;

/** So many cases of the short form, at the length that is asked for. */
export function times(cases: number): number {
  return cases * TIMES;
}

function readWhole(name: string): number {
  const text = process.env[name] ?? '1';
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new Error(`${name} is ${text}; give a whole number from 1 to 999999999`);
  return Number(text);
}

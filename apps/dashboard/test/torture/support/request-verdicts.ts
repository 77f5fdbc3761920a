import type { Parameter } from './api-document.ts';

/** What must come of a request: `good` is served or not found, `bad` is refused by name, of `odd` nothing is known. */
export type Verdict = 'good' | 'bad' | 'odd';

/** A value of a parameter. */
export interface Value {
  readonly text: string;
  readonly verdict: Verdict;
}

/** A value that stands in a request. */
export interface GivenValue extends Value {
  readonly name: string;
  readonly in: Parameter['in'];
}

const DEEPEST = 1_000_000;

/** What there is to say of any text for a parameter. */
export function verdictOf({ name, schema }: Parameter, text: string): Verdict {
  const { minimum, maximum } = schema;
  if (schema.enum !== undefined) return isGood(schema.enum.includes(text));
  if (schema.type === 'integer' && minimum !== undefined && maximum !== undefined) {
    return isGood(isWhole(text, minimum, maximum));
  }
  // A row that there is may be none of what is asked for.
  if (schema.type === 'integer') return /^-?\d{1,16}$/.test(text) && Number.isSafeInteger(Number(text)) ? 'odd' : 'bad';
  if (name === 'instrument') return isGood(text.length > 0 && text.length <= 200);
  if (name === 'file') return isGood(/^[\w-]{1,64}$/.test(text));
  if (name === 'model') return isGood(/^[\w.-]{1,64}$/.test(text));
  if (name === 'id' || name === 'other') return isGood(/^[0-9a-f]{4,64}$/.test(text));
  if (name === 'depth') return isGood(text === 'all' || isWhole(text, 1, DEEPEST));
  if (name === 'gapSeconds') return isGood(/^\d{1,9}(\.\d{1,6})?$/.test(text) && Number(text) > 0);
  // Whether digits are a moment is for the readers of timestamps to say.
  return ['start', 'end', 'at'].includes(name) && !/^[-+.:\dTZe\s]+$/.test(text) ? 'bad' : 'odd';
}

function isWhole(text: string, least: number, most: number): boolean {
  return /^\d{1,9}$/.test(text) && Number(text) >= least && Number(text) <= most;
}

function isGood(holds: boolean): Verdict {
  return holds ? 'good' : 'bad';
}

/** The verdict of a request on its parts: one that is bad is enough. */
export function worstOf(verdicts: readonly Verdict[]): Verdict {
  if (verdicts.includes('bad')) return 'bad';
  return verdicts.includes('odd') ? 'odd' : 'good';
}

/** Whether the span, where both its bounds are good, ends after it starts. */
export function inOrder(query: readonly GivenValue[]): boolean {
  const [start, end] = ['start', 'end'].map((name) => query.find((one) => one.name === name && one.verdict === 'good'));
  return start === undefined || end === undefined || timeOf(start.text) < timeOf(end.text);
}

/** Nanoseconds of a good moment. */
function timeOf(text: string): bigint {
  if (/^\d+$/.test(text)) return BigInt(text) * (text.length > 13 ? 1n : 1_000_000n);
  return (
    BigInt(Date.parse(`${text.slice(0, 23).replace('Z', '')}Z`)) * 1_000_000n + BigInt(text.length > 24 ? 123_456 : 0)
  );
}

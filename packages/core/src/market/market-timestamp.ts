import type { Random } from './random.ts';

/** How timestamps are written; `mixed` changes from row to row. */
export type MarketTimestampFormat = 's' | 'ms' | 'us' | 'ns' | 'iso' | 'mixed';

/** Writes a moment, whole epoch milliseconds and nanoseconds within, as text. */
export type TimestampWriter = (timestamp: number, nanoseconds: number) => string;

type NumericFormat = 's' | 'ms' | 'us' | 'ns';

/** Digits of the nanosecond count that stand behind the unit. */
const FRACTION_DIGITS: Readonly<Record<NumericFormat, number>> = { s: 9, ms: 6, us: 3, ns: 0 };

/** The writer of a format; digits beyond `decimals` are cut, so that time order stays. */
export function timestampWriter(format: MarketTimestampFormat, decimals: number, random: Random): TimestampWriter {
  if (format === 'mixed') return mixedWriter(random);
  return format === 'iso' ? isoWriter(decimals) : numericWriter(format, decimals);
}

/** The most decimals that a format can carry. */
export function mostDecimals(format: MarketTimestampFormat): number {
  if (format === 'iso') return 9;
  return format === 'mixed' ? 0 : FRACTION_DIGITS[format];
}

/** The decimals that a format carries where nothing else is said. */
export function usualDecimals(format: MarketTimestampFormat): number {
  return format === 's' || format === 'iso' ? 3 : 0;
}

function numericWriter(format: NumericFormat, decimals: number): TimestampWriter {
  const cut = FRACTION_DIGITS[format];
  return (timestamp, nanoseconds) => {
    const digits = `${timestamp}${String(nanoseconds).padStart(6, '0')}`;
    const point = digits.length - cut;
    const whole = digits.slice(0, point);
    return decimals === 0 ? whole : `${whole}.${digits.slice(point, point + decimals)}`;
  };
}

function isoWriter(decimals: number): TimestampWriter {
  return (timestamp, nanoseconds) => {
    const text = new Date(timestamp).toISOString();
    if (decimals === 0) return `${text.slice(0, 19)}Z`;
    const fraction = text.slice(20, 23) + String(nanoseconds).padStart(6, '0');
    return `${text.slice(0, 20)}${fraction.slice(0, decimals)}Z`;
  };
}

/** Any of the formats for each row; whole milliseconds, which all of them can say, so that time order stays. */
function mixedWriter(random: Random): TimestampWriter {
  const writers = [
    numericWriter('s', 3),
    numericWriter('ms', 0),
    numericWriter('us', 0),
    numericWriter('ns', 0),
    isoWriter(3),
  ];
  return (timestamp) => writers[random.below(writers.length)]!(timestamp, 0);
}

const DIGITS = /^0*(\d{1,20})(?:\.(\d+))?$/;
const ISO = /^(\d{4}-\d\d-\d\d)(?:[Tt ](\d\d:\d\d)(?::(\d\d)(?:[.,](\d+))?)?(?:[Zz]|([+-])(\d\d)(?::?(\d\d))?)?)?$/;
/** Digits behind the nanosecond of each unit. */
const NANOSECOND_DIGITS = { s: 9, ms: 6, us: 3, ns: 0 } as const;

/** A time as nanoseconds since 1970, and how it is written. */
export interface PlainTime {
  readonly nanoseconds: bigint;
  readonly format: keyof typeof NANOSECOND_DIGITS | 'iso';
}

/** Reads a timestamp as the rules say, on regular expressions and whole numbers of any size; null where it is none. */
export function readTimePlainly(text: string): PlainTime | null {
  return readDigits(text) ?? readIso(text);
}

function readDigits(text: string): PlainTime | null {
  const [, whole, decimals = ''] = DIGITS.exec(text) ?? [];
  if (whole === undefined) return null;
  const format = whole.length <= 11 ? 's' : whole.length <= 14 ? 'ms' : whole.length <= 17 ? 'us' : 'ns';
  const places = NANOSECOND_DIGITS[format];
  return { format, nanoseconds: BigInt(whole + decimals.slice(0, places).padEnd(places, '0')) };
}

function readIso(text: string): PlainTime | null {
  const [found, day = '', minute = '00:00', second = '00', decimals = '', sign, hours = '0', minutes = '0'] =
    ISO.exec(text) ?? [];
  if (found === undefined) return null;
  const written = `${day}T${minute}:${second}`;
  const milliseconds = Date.parse(`${written}Z`);
  // Days such as February 30 are taken for others.
  if (Number.isNaN(milliseconds) || !new Date(milliseconds).toISOString().startsWith(written)) return null;
  if (Number(hours) > 23 || Number(minutes) > 59) return null;
  const offset = (Number(hours) * 60 + Number(minutes)) * (sign === '-' ? -1 : 1);
  const within = BigInt(decimals.slice(0, 9).padEnd(9, '0'));
  return { format: 'iso', nanoseconds: BigInt(milliseconds - offset * 60_000) * 1_000_000n + within };
}

// The level kernel, in AssemblyScript: what core's PlainLevelScanner and SnapshotMetrics do, over a whole batch.
// A text that is not plain, or whose levels do not stand best first where a depth is asked for, is left to them.

const OPEN: u32 = 0x5b;
const CLOSE: u32 = 0x5d;
const COMMA: u32 = 0x2c;
const SPACE: u32 = 0x20;
const POINT: u32 = 0x2e;
const ZERO: u32 = 0x30;
const DOUBLE_QUOTE: u32 = 0x22;
const SINGLE_QUOTE: u32 = 0x27;
const NEWLINE: u32 = 0x0a;
const LEVELS: u32 = 1;
const TIMESTAMP: u32 = 2;
const TIMESTAMP_DIGITS: usize = 13;
const MOST_EXACT_DIGITS: u32 = 15;
const FEWEST_FIELDS: u32 = 2;
const MOST_FIELDS: u32 = 4;
const POWERS_OF_TEN = memory.data<f64>([
  1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
]);

let at: usize = 0;
let volume: f64 = 0;
let best: f64 = 0;
let hasNul: bool = false;

/**
 * Computes `count` snapshots. Each is four lines of the text from `text` to `end`: bids, asks, timestamp, instrument; a
 * newline stands between two lines. Writes OBI, best bid, best ask and milliseconds (f64 each), where each line ends (u32,
 * from `text` on), what is left alone (u8: `LEVELS`, `TIMESTAMP`), the instrument's number in order of appearance (u32),
 * and where each instrument was met first (u32, a row). `depth` 0 counts all levels. Gives the number of instruments; 0
 * where a line holds a newline of its own, or any a NUL: then nothing that was written counts.
 */
export function computeSnapshots(
  text: usize,
  end: usize,
  count: u32,
  depth: u32,
  obi: usize,
  bestBid: usize,
  bestAsk: usize,
  timestamps: usize,
  ends: usize,
  leftAlone: usize,
  instruments: usize,
  firstRows: usize,
): u32 {
  let here = text;
  hasNul = false;
  let names: u32 = 0;
  let last: u32 = 0;
  for (let row: u32 = 0; row < count; row++) {
    const place = (<usize>row) << 3;
    const lines = ends + ((<usize>row) << 4);
    let isDone = scanSide(here, end, 1, depth);
    const bidVolume = volume;
    store<f64>(bestBid + place, best);
    here = isDone ? at : findNewline(here, end);
    store<u32>(lines, <u32>(here - text));
    if (here++ == end) return 0;
    isDone = scanSide(here, end, -1, depth) && isDone;
    store<f64>(bestAsk + place, best);
    here = isDone ? at : findNewline(here, end);
    store<u32>(lines, <u32>(here - text), 4);
    if (here++ == end) return 0;
    const total = bidVolume + volume;
    store<f64>(obi + place, total == 0 ? 0 : (bidVolume - volume) / total);
    const isTime = readMilliseconds(here, timestamps + place);
    here = isTime ? here + TIMESTAMP_DIGITS : findNewline(here, end);
    store<u32>(lines, <u32>(here - text), 8);
    if (here++ == end) return 0;
    const name = here;
    here = findNewline(here, end);
    store<u32>(lines, <u32>(here - text), 12);
    if (here++ == end && row + 1 < count) return 0;
    const isPlain = isDone && total < Number.POSITIVE_INFINITY;
    store<u8>(leftAlone + row, (isPlain ? 0 : LEVELS) | (isTime ? 0 : TIMESTAMP));
    last = findName(text, name, here - 1 - name, ends, firstRows, names, last);
    if (last == names) {
      store<u32>(firstRows + ((<usize>names) << 2), row);
      names++;
    }
    store<u32>(instruments + ((<usize>row) << 2), last);
  }
  return here == end + 1 && !hasNul ? names : 0;
}

/** The number of an instrument: that of the row before, or the next in turn; `count` where it is new. */
function findName(text: usize, name: usize, length: usize, ends: usize, firstRows: usize, count: u32, last: u32): u32 {
  for (let step: u32 = 0; step < count; step++) {
    const number = last + step < count ? last + step : last + step - count;
    const lines = ends + ((<usize>load<u32>(firstRows + ((<usize>number) << 2))) << 4);
    const known = text + load<u32>(lines, 8) + 1;
    if (text + load<u32>(lines, 12) - known == length && memory.compare(known, name, length) == 0) return number;
  }
  return count;
}

/** Reads a line of 13 digits as milliseconds. False where it is anything else, or starts with a zero. */
function readMilliseconds(start: usize, timestamp: usize): bool {
  if (load<u8>(start) == ZERO || load<u8>(start + TIMESTAMP_DIGITS) != NEWLINE) return false;
  let value: u64 = 0;
  for (let here = start; here < start + TIMESTAMP_DIGITS; here++) {
    const digit = <u32>load<u8>(here) - ZERO;
    if (digit > 9) return false;
    value = value * 10 + digit;
  }
  store<f64>(timestamp, <f64>(<i64>value));
  return true;
}

function findNewline(start: usize, end: usize): usize {
  for (let here = start; here < end; here++) {
    const byte: u32 = load<u8>(here);
    if (byte == NEWLINE) return here;
    if (byte == 0) hasNul = true;
  }
  return end;
}

/**
 * Scans one side up to a newline or the end; where it is plain, `at` stands there. One loop with its place in a local, since
 * a place that goes through memory from number to number costs more than the digits.
 */
function scanSide(start: usize, end: usize, sign: f64, depth: u32): bool {
  volume = 0;
  best = Number.NaN;
  at = start;
  if (isEnd(start, end)) return true;
  if (load<u8>(start) != OPEN) return false;
  let here = start + 1;
  if (load<u8>(here) == CLOSE) {
    at = here + 1;
    return isEnd(at, end);
  }
  let sum: f64 = 0;
  let highest: f64 = Number.NEGATIVE_INFINITY;
  let previous: f64 = Number.POSITIVE_INFINITY;
  let levels: u32 = 0;
  while (true) {
    if (load<u8>(here) != OPEN) return false;
    let price: f64 = 0;
    let size: f64 = 0;
    let fields: u32 = 0;
    do {
      here++;
      let digit: u32 = <u32>load<u8>(here) - ZERO;
      let quote: u32 = 0;
      if (digit >= 10) {
        if (digit == SPACE - ZERO && fields > 0) digit = <u32>load<u8>(++here) - ZERO;
        if (digit == DOUBLE_QUOTE - ZERO || digit == SINGLE_QUOTE - ZERO) {
          quote = digit + ZERO;
          digit = <u32>load<u8>(++here) - ZERO;
        }
        if (digit >= 10) return false;
      }
      const first = here;
      let mantissa: u64 = 0;
      for (; digit < 10; digit = <u32>load<u8>(++here) - ZERO) mantissa = ((mantissa << 2) + mantissa << 1) + digit;
      let digits = <u32>(here - first);
      const whole = digits;
      let value: f64 = 0;
      if (digit == POINT - ZERO) {
        digit = <u32>load<u8>(++here) - ZERO;
        for (; digit < 10; digit = <u32>load<u8>(++here) - ZERO) mantissa = ((mantissa << 2) + mantissa << 1) + digit;
        digits = <u32>(here - first) - 1;
        if (digits > MOST_EXACT_DIGITS) return false;
        value = <f64>(<i64>mantissa) / load<f64>(POWERS_OF_TEN + ((<usize>(digits - whole)) << 3));
      } else {
        if (digits > MOST_EXACT_DIGITS) return false;
        value = <f64>(<i64>mantissa);
      }
      if (quote != 0) {
        if (<u32>load<u8>(here) != quote) return false;
        here++;
      }
      if (fields == 0) price = value * sign;
      else size = value;
      fields++;
    } while (fields < FEWEST_FIELDS && load<u8>(here) == COMMA);
    for (; fields < MOST_FIELDS && load<u8>(here) == COMMA; fields++) {
      here++;
      if (load<u8>(here) == SPACE) here++;
      const digit: u32 = <u32>load<u8>(here) - ZERO;
      const next: u32 = <u32>load<u8>(here, 1);
      if (digit < 10 && (next == COMMA || next == CLOSE)) {
        here++;
        continue;
      }
      here = skipNumber(here);
      if (here == 0) return false;
    }
    if (fields < FEWEST_FIELDS || load<u8>(here) != CLOSE) return false;
    here++;
    if (size > 0) {
      if (depth != 0 && price >= previous) return false;
      if (depth == 0 || levels < depth) sum += size;
      if (price > highest) highest = price;
      previous = price;
      levels++;
    }
    if (load<u8>(here) != COMMA) break;
    here += load<u8>(here, 1) == SPACE ? 2 : 1;
  }
  if (load<u8>(here) != CLOSE) return false;
  at = here + 1;
  if (!isEnd(at, end)) return false;
  volume = sum;
  if (levels > 0) best = highest * sign;
  return true;
}

function isEnd(here: usize, end: usize): bool {
  return here == end || load<u8>(here) == NEWLINE;
}

/** Where a number that stands at `start` ends; 0 where it is not plain. */
function skipNumber(start: usize): usize {
  let here = start;
  const quote: u32 = load<u8>(here);
  const isQuoted = quote == DOUBLE_QUOTE || quote == SINGLE_QUOTE;
  if (isQuoted) here++;
  const first = here;
  while (<u32>load<u8>(here) - ZERO < 10) here++;
  let digits = <u32>(here - first);
  if (digits == 0) return 0;
  if (load<u8>(here) == POINT) {
    here++;
    while (<u32>load<u8>(here) - ZERO < 10) here++;
    digits = <u32>(here - first) - 1;
  }
  if (digits > MOST_EXACT_DIGITS) return 0;
  if (!isQuoted) return here;
  return <u32>load<u8>(here) == quote ? here + 1 : 0;
}

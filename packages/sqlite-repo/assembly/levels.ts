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
const MOST_EXACT_DIGITS: u32 = 15;
const FEWEST_FIELDS: u32 = 2;
const MOST_FIELDS: u32 = 4;
const POWERS_OF_TEN = memory.data<f64>([
  1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
]);

let at: usize = 0;
let volume: f64 = 0;
let best: f64 = 0;

/**
 * Computes `count` snapshots. The bids of all rows stand from `bids` to `bidsEnd`, a newline between two rows, and the
 * asks likewise. Writes OBI, best bid and best ask (f64 each), where each row's bids and asks end (u32, from `bids` and
 * `asks` on), and a status (u8): 1 where a row was left alone. `depth` 0 counts all levels. False where a text holds a
 * newline of its own: then nothing that was written counts.
 */
export function computeSnapshots(
  bids: usize,
  bidsEnd: usize,
  asks: usize,
  asksEnd: usize,
  count: u32,
  depth: u32,
  obi: usize,
  bestBid: usize,
  bestAsk: usize,
  ends: usize,
  status: usize,
): bool {
  let bidAt = bids;
  let askAt = asks;
  for (let row: u32 = 0; row < count; row++) {
    const place = (<usize>row) << 3;
    let isDone = scanSide(bidAt, bidsEnd, 1, depth);
    const bidVolume = volume;
    store<f64>(bestBid + place, best);
    const bidEnd = isDone ? at : findNewline(bidAt, bidsEnd);
    isDone = scanSide(askAt, asksEnd, -1, depth) && isDone;
    store<f64>(bestAsk + place, best);
    const askEnd = isDone ? at : findNewline(askAt, asksEnd);
    const total = bidVolume + volume;
    store<f64>(obi + place, total == 0 ? 0 : (bidVolume - volume) / total);
    store<u8>(status + row, isDone && total < Number.POSITIVE_INFINITY ? 0 : 1);
    store<u32>(ends + place, <u32>(bidEnd - bids));
    store<u32>(ends + place, <u32>(askEnd - asks), 4);
    if ((bidEnd == bidsEnd || askEnd == asksEnd) && row + 1 < count) return false;
    bidAt = bidEnd + 1;
    askAt = askEnd + 1;
  }
  return bidAt == bidsEnd + 1 && askAt == asksEnd + 1;
}

/**
 * Reads `count` timestamps of 13 digits, a byte between two of them, as milliseconds (f64). False where one is not all
 * digits or starts with a zero.
 */
export function readMilliseconds(text: usize, count: u32, timestamps: usize): bool {
  for (let row: u32 = 0; row < count; row++) {
    const start = text + 14 * <usize>row;
    if (load<u8>(start) == ZERO) return false;
    let value: u64 = 0;
    for (let here = start; here < start + 13; here++) {
      const digit = <u32>load<u8>(here) - ZERO;
      if (digit > 9) return false;
      value = value * 10 + digit;
    }
    store<f64>(timestamps + ((<usize>row) << 3), <f64>(<i64>value));
  }
  return true;
}

function findNewline(start: usize, end: usize): usize {
  let here = start;
  while (here < end && load<u8>(here) != NEWLINE) here++;
  return here;
}

/** Scans one side up to a newline or the end; where it is plain, `at` stands there. */
function scanSide(start: usize, end: usize, sign: f64, depth: u32): bool {
  volume = 0;
  best = Number.NaN;
  at = start;
  if (isEnd(start, end)) return true;
  if (load<u8>(start) != OPEN) return false;
  if (load<u8>(start, 1) == CLOSE) {
    at = start + 2;
    return isEnd(at, end);
  }
  at = start + 1;
  let sum: f64 = 0;
  let highest: f64 = Number.NEGATIVE_INFINITY;
  let previous: f64 = Number.POSITIVE_INFINITY;
  let levels: u32 = 0;
  do {
    if (load<u8>(at) != OPEN) return false;
    at++;
    let price: f64 = 0;
    let size: f64 = 0;
    let fields: u32 = 0;
    // One place that calls it, so that the compiler puts the scanner of numbers right here.
    do {
      const value = scanNumber();
      if (isNaN(value)) return false;
      if (fields == 0) price = value * sign;
      else if (fields == 1) size = value;
      fields++;
    } while (fields < MOST_FIELDS && skipComma());
    if (fields < FEWEST_FIELDS || load<u8>(at) != CLOSE) return false;
    at++;
    if (size > 0) {
      if (depth != 0 && price >= previous) return false;
      if (depth == 0 || levels < depth) sum += size;
      if (price > highest) highest = price;
      previous = price;
      levels++;
    }
  } while (skipComma());
  if (load<u8>(at) != CLOSE) return false;
  at++;
  if (!isEnd(at, end)) return false;
  volume = sum;
  if (levels > 0) best = highest * sign;
  return true;
}

function isEnd(here: usize, end: usize): bool {
  return here == end || load<u8>(here) == NEWLINE;
}

function scanNumber(): f64 {
  let here = at;
  const quote: u32 = load<u8>(here);
  const isQuoted = quote == DOUBLE_QUOTE || quote == SINGLE_QUOTE;
  if (isQuoted) here++;
  const start = here;
  let mantissa: u64 = 0;
  let digit: u32 = <u32>load<u8>(here) - ZERO;
  for (; digit < 10; digit = <u32>load<u8>(++here) - ZERO) mantissa = mantissa * 10 + digit;
  let digits = <u32>(here - start);
  const whole = digits;
  let value: f64 = 0;
  if (<u32>load<u8>(here) == POINT) {
    digit = <u32>load<u8>(++here) - ZERO;
    for (; digit < 10; digit = <u32>load<u8>(++here) - ZERO) mantissa = mantissa * 10 + digit;
    digits = <u32>(here - start) - 1;
    if (digits > MOST_EXACT_DIGITS) return Number.NaN;
    value = <f64>(<i64>mantissa) / load<f64>(POWERS_OF_TEN + ((<usize>(digits - whole)) << 3));
  } else {
    value = <f64>(<i64>mantissa);
  }
  if (whole == 0 || digits > MOST_EXACT_DIGITS) return Number.NaN;
  if (isQuoted) {
    if (<u32>load<u8>(here) != quote) return Number.NaN;
    here++;
  }
  at = here;
  return value;
}

function skipComma(): bool {
  if (load<u8>(at) != COMMA) return false;
  at += load<u8>(at, 1) == SPACE ? 2 : 1;
  return true;
}

const CENTRAL_TOP = [2.2352520354606837, 161.02823106855587, 1067.6894854603709, 18154.98125334356];
const CENTRAL_TOP_LEAD = 0.06568233791820745;
const CENTRAL_BOTTOM = [47.202581904688245, 976.0985517377767, 10260.932208618979, 45507.78933502673];
const MIDDLE_TOP = [
  0.39894151208813466, 8.883149794388377, 93.50665613217785, 597.2702763948002, 2494.5375852903726, 6848.190450536283,
  11602.65143764735, 9842.714838383978,
];
const MIDDLE_TOP_LEAD = 1.0765576773720192e-8;
const MIDDLE_BOTTOM = [
  22.266688044328117, 235.387901782625, 1519.3775994075547, 6485.558298266761, 18615.571640885097, 34900.95272114598,
  38912.00328609327, 19685.429676859992,
];
const TAIL_TOP = [
  0.215898534057957, 0.12740116116024736, 0.022235277870649807, 0.0014216191932278934, 0.000029112874951168793,
];
const TAIL_TOP_LEAD = 0.023073441764940174;
const TAIL_BOTTOM = [
  1.284260096144911, 0.4682382124808651, 0.06598813786892856, 0.0037823963320275824, 0.00007297515550839662,
];
const CENTRAL_END = 0.67448975;
const MIDDLE_END = Math.sqrt(32);
/** Beyond it no double is small enough for the tail. */
const FARTHEST = 39;
const STEPS = 16;
const INVERSE_ROOT_TWO_PI = 0.3989422804014327;

/**
 * Phi(x): the chance that a standard normal number is at most `x`, to near double precision in both tails. NaN for NaN.
 * Source: Cody 1969, "Rational Chebyshev approximations for the error function".
 */
export function normalCdf(x: number): number {
  const distance = Math.abs(x);
  if (distance <= CENTRAL_END) return 0.5 + centralArea(x);
  if (distance > FARTHEST) return x > 0 ? 1 : 0;
  const tail = distance > MIDDLE_END ? farTail(distance) : middleTail(distance);
  return x > 0 ? 1 - tail : tail;
}

function centralArea(x: number): number {
  const square = x * x;
  let [top, bottom] = [CENTRAL_TOP_LEAD * square, square];
  for (let term = 0; term < 3; term++) {
    top = (top + CENTRAL_TOP[term]!) * square;
    bottom = (bottom + CENTRAL_BOTTOM[term]!) * square;
  }
  return (x * (top + CENTRAL_TOP[3]!)) / (bottom + CENTRAL_BOTTOM[3]!);
}

function middleTail(x: number): number {
  let [top, bottom] = [MIDDLE_TOP_LEAD * x, x];
  for (let term = 0; term < 7; term++) {
    top = (top + MIDDLE_TOP[term]!) * x;
    bottom = (bottom + MIDDLE_BOTTOM[term]!) * x;
  }
  return (bellOf(x) * (top + MIDDLE_TOP[7]!)) / (bottom + MIDDLE_BOTTOM[7]!);
}

function farTail(x: number): number {
  const bell = bellOf(x);
  const square = 1 / (x * x);
  let [top, bottom] = [TAIL_TOP_LEAD * square, square];
  for (let term = 0; term < 4; term++) {
    top = (top + TAIL_TOP[term]!) * square;
    bottom = (bottom + TAIL_BOTTOM[term]!) * square;
  }
  const series = (square * (top + TAIL_TOP[4]!)) / (bottom + TAIL_BOTTOM[4]!);
  return (bell * (INVERSE_ROOT_TWO_PI - series)) / x;
}

/** e^(-x^2 / 2) in two factors, the first of them exact in its exponent, so that far tails keep their digits. */
function bellOf(x: number): number {
  const coarse = Math.trunc(x * STEPS) / STEPS;
  return Math.exp(-coarse * coarse * 0.5) * Math.exp(-(x - coarse) * (x + coarse) * 0.5);
}

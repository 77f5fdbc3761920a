import type { RunFills } from './run.ts';
import { lowerBound } from './search.ts';
import type { TimeSpan } from './viewport.ts';

/** CSS pixels that a mark takes at least: fills of one side that are nearer share one. */
const MARK_ROOM = 14;

/** Height of a mark, and the room that the count below or above it takes, in CSS pixels. */
export const MARK_HEIGHT = 8;
const COUNT_HEIGHT = 12;
/** Distance of a mark's tip from its price, and how much further away the second run's marks stand. */
const TIP_GAP = 3;
const SECOND_RUN_GAP = 22;
const REACH = 8;

/** One mark for one or more fills of a side. */
export interface FillMark {
  /** Index of the run. */
  readonly run: number;
  readonly side: 1 | -1;
  /** The middle of the fills' times. */
  readonly time: number;
  /** The lowest price of buys, the highest of sells: the mark stands beyond it. */
  readonly price: number;
  /** Rows of its fills, ascending. */
  readonly rows: readonly number[];
}

/** A pane of prices on the screen, in CSS pixels from its upper left corner. */
export interface PricePlane {
  readonly height: number;
  toX(time: number): number;
  toY(price: number): number;
}

/**
 * Where the tip of a mark is: below its price for buys, above for sells, moved so that the mark stays in the pane. NaN
 * where the price itself is not in it.
 */
export function tipOf({ run, side, price, rows }: FillMark, { height, toY }: PricePlane): number {
  const y = toY(price);
  if (!(y >= 0 && y <= height)) return Number.NaN;
  const room = MARK_HEIGHT + (rows.length > 1 ? COUNT_HEIGHT : 0);
  const tip = y + side * (TIP_GAP + run * SECOND_RUN_GAP);
  return side > 0 ? Math.min(tip, height - room) : Math.max(tip, room);
}

/** CSS pixels that the marks of so many runs take above and below prices. */
export function markRoom(runs: number): number {
  return runs === 0 ? 0 : TIP_GAP + (runs - 1) * SECOND_RUN_GAP + MARK_HEIGHT + COUNT_HEIGHT;
}

/**
 * The marks of a view on so many CSS pixels. Fills of one side share one where they lie in the same cell of a grid that
 * stays where it is when the view moves, 14 to 28 pixels wide; a mark holds all of them.
 */
export function fillMarks(run: number, fills: RunFills, view: TimeSpan, pixels: number): readonly FillMark[] {
  const { timestamps, prices, sides } = fills;
  const cellMs = 2 ** Math.ceil(Math.log2((MARK_ROOM * (view.end - view.start)) / pixels));
  const end = lowerBound(timestamps, Math.ceil(view.end / cellMs) * cellMs);
  const open = new Map<number, number[]>();
  const marks: FillMark[] = [];
  let cell = Number.NaN;
  const close = () => {
    for (const [side, rows] of open) marks.push(markOf({ run, side: side > 0 ? 1 : -1, rows }, timestamps, prices));
    open.clear();
  };
  for (let row = lowerBound(timestamps, Math.floor(view.start / cellMs) * cellMs); row < end; row++) {
    const its = Math.floor(timestamps[row]! / cellMs);
    if (its !== cell) close();
    cell = its;
    const rows = open.get(sides[row]!);
    if (rows === undefined) open.set(sides[row]!, [row]);
    else rows.push(row);
  }
  close();
  return marks;
}

/**
 * The mark nearest to a point: within 8 pixels, or within `reach` of a moment (`y` is null), wherever it stands there.
 * Null where there is none.
 */
export function markNear(
  marks: readonly FillMark[],
  point: { readonly x: number; readonly y: number | null; readonly reach: number },
  plane: PricePlane,
): FillMark | null {
  let least = point.y === null ? Math.max(REACH, point.reach) : REACH;
  let nearest: FillMark | null = null;
  for (const mark of marks) {
    const tip = tipOf(mark, plane);
    const up = point.y === null ? 0 : tip + (mark.side * MARK_HEIGHT) / 2 - point.y;
    const distance = Math.hypot(plane.toX(mark.time) - point.x, up);
    if (!(distance <= least)) continue;
    nearest = mark;
    least = distance;
  }
  return nearest;
}

/** Of a mark's rows the one nearest to a moment. */
export function nearestRow({ rows }: FillMark, { timestamps }: RunFills, at: number): number {
  const distance = (row: number) => Math.abs(timestamps[row]! - at);
  return rows.reduce((best, row) => (distance(row) < distance(best) ? row : best));
}

function markOf(
  mark: Pick<FillMark, 'run' | 'side' | 'rows'>,
  timestamps: Float64Array,
  prices: Float64Array,
): FillMark {
  const { side, rows } = mark;
  const time = (timestamps[rows[0]!]! + timestamps[rows.at(-1)!]!) / 2;
  const price = rows.reduce(
    (most, row) => (side * prices[row]! < side * most ? prices[row]! : most),
    prices[rows[0]!]!,
  );
  return { ...mark, time, price };
}

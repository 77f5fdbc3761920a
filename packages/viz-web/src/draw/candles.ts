import type { Palette } from '../model/theme.ts';
import type { PixelFrame } from './pixel-frame.ts';

/** Columns of candles; `BarColumns` are such. */
export interface CandleColumns {
  readonly timestamps: Float64Array;
  readonly opens: Float64Array;
  readonly highs: Float64Array;
  readonly lows: Float64Array;
  readonly closes: Float64Array;
}

/** The widths of a candle in device pixels. */
export interface CandleWidths {
  readonly body: number;
  readonly wick: number;
}

const BODY_SHARE = 0.76;
/** Narrower bodies have no room for a hollow; a candle that has so much room uses all of it. */
const LEAST_HOLLOW = 3;

/** The widths of candles that have so many device pixels each: wick in the middle, and room between neighbours. */
export function candleWidths(pixels: number, ratio: number): CandleWidths {
  const wick = Math.max(1, Math.min(Math.floor(ratio), Math.floor(pixels / 6)));
  const least = pixels <= LEAST_HOLLOW * ratio ? wick : LEAST_HOLLOW * ratio;
  const room = Math.floor(Math.max(least, pixels * BODY_SHARE));
  const body = (room - wick) % 2 === 0 ? room : room - 1;
  return { body, wick };
}

/** Draws candles `first` to before `end`: hollow where they close above their open, filled where they close below. */
export function drawCandles(
  frame: PixelFrame,
  columns: CandleColumns,
  place: { readonly first: number; readonly end: number; readonly windowMs: number },
  { buy, sell }: Pick<Palette, 'buy' | 'sell'>,
): void {
  const { ctx } = frame;
  const pixels = frame.toX(place.windowMs) - frame.toX(0);
  const widths = candleWidths(pixels, frame.ratio);
  const up = new Path2D();
  const down = new Path2D();
  for (let index = place.first; index < place.end; index++) {
    const isUp = columns.closes[index]! >= columns.opens[index]!;
    const x = frame.toX(columns.timestamps[index]! + place.windowMs / 2);
    addCandle(isUp ? up : down, frame, { x, isHollow: isUp, ...widths }, columns, index);
  }
  ctx.fillStyle = buy;
  ctx.fill(up, 'evenodd');
  ctx.fillStyle = sell;
  ctx.fill(down);
}

function addCandle(
  path: Path2D,
  frame: PixelFrame,
  { x, isHollow, body, wick }: CandleWidths & { readonly x: number; readonly isHollow: boolean },
  { opens, highs, lows, closes }: CandleColumns,
  index: number,
): void {
  const open = frame.toY(opens[index]!);
  const close = frame.toY(closes[index]!);
  const top = Math.round(Math.min(open, close));
  const bottom = Math.max(Math.round(Math.max(open, close)), top + wick);
  const high = Math.min(top, Math.round(frame.toY(highs[index]!)));
  const low = Math.max(bottom, Math.round(frame.toY(lows[index]!)));
  const left = Math.round(x - body / 2);
  const middle = left + (body - wick) / 2;
  if (top > high) path.rect(middle, high, wick, top - high);
  if (low > bottom) path.rect(middle, bottom, wick, low - bottom);
  path.rect(left, top, body, bottom - top);
  const edge = wick;
  if (!isHollow || body < LEAST_HOLLOW * edge || bottom - top <= 2 * edge) return;
  path.rect(left + edge, top + edge, body - 2 * edge, bottom - top - 2 * edge);
}

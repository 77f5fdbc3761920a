import { type Bars, barsBetween } from '../model/bars.ts';
import type { Palette } from '../model/theme.ts';
import type { TimeSpan } from '../model/viewport.ts';
import { candleWidths } from './candles.ts';
import type { PixelFrame } from './pixel-frame.ts';

/** Draws volume by side: bought up from zero, sold down. Longer bars are drawn as their share of the usual length. */
export function drawVolume(
  frame: PixelFrame,
  bars: Bars,
  view: TimeSpan,
  { buy, sell }: Pick<Palette, 'buy' | 'sell'>,
): void {
  const bought = new Path2D();
  const sold = new Path2D();
  const zero = Math.round(frame.toY(0));
  for (const run of bars.runs) {
    const { timestamps, buyVolumes, sellVolumes } = run.bars;
    const { body } = candleWidths(frame.toX(run.windowMs) - frame.toX(0), frame.ratio);
    const scale = bars.windowMs / run.windowMs;
    const [first, end] = barsBetween(run, view);
    for (let index = first; index < end; index++) {
      const left = Math.round(frame.toX(timestamps[index]! + run.windowMs / 2) - body / 2);
      const top = Math.round(frame.toY(scale * buyVolumes[index]!));
      const bottom = Math.round(frame.toY(-scale * sellVolumes[index]!));
      if (top < zero) bought.rect(left, top, body, zero - top);
      if (bottom > zero) sold.rect(left, zero, body, bottom - zero);
    }
  }
  frame.ctx.fillStyle = buy;
  frame.ctx.fill(bought);
  frame.ctx.fillStyle = sell;
  frame.ctx.fill(sold);
}

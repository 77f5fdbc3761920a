import type { Market } from '../market/market.ts';
import { MarketClock } from '../market/market-clock.ts';

/**
 * Moments that divide a market's events into equal parts, epoch milliseconds, earliest first, each before the last
 * event. Fewer than `count` where events share a time.
 */
export async function spreadMoments(market: Market, count: number): Promise<readonly number[]> {
  let [events, lastClock] = [0, Number.NEGATIVE_INFINITY];
  for await (const { count: length, clocks } of market.chunks()) {
    events += length;
    lastClock = clocks[length - 1] ?? lastClock;
  }
  const clock = new MarketClock(market.originMs);
  const places = Array.from({ length: count }, (_, index) => Math.floor((events * (index + 1)) / (count + 1)));
  const moments = new Set<number>();
  let first = 0;
  for await (const { count: length, clocks } of market.chunks()) {
    for (const place of places) {
      const at = place >= first && place < first + length ? clocks[place - first]! : lastClock;
      if (at < lastClock) moments.add(clock.timestampOf(at));
    }
    first += length;
  }
  return [...moments];
}

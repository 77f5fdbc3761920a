import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { HashedMarket, type MarketChunk } from '../../src/index.ts';
import { chunksOf, type MarketEvent } from '../support/market.ts';
import { marketOf, wanderingEvents } from '../support/sample-market.ts';

const EVENTS = wanderingEvents(3, 40);

async function digestsOf(events: readonly MarketEvent[], capacity = 1024, originMs = 0) {
  const shifted = events.map((event) => ({ ...event, at: event.at - originMs }));
  const market = new HashedMarket({ ...marketOf(shifted, { capacity, instruments: 2 }), originMs }, () => {
    const hash = createHash('sha256');
    return { update: (bytes) => hash.update(bytes), digest: () => hash.digest('hex') };
  });
  const chunks: MarketChunk[] = [];
  for await (const chunk of market.chunks()) chunks.push(chunk);
  expect(chunks).toEqual(chunksOf(shifted, { capacity, instruments: 2 }));
  return market.digests();
}

describe('the hashes of a market', () => {
  it('are the same however it is cut, and wherever its clocks begin', async () => {
    const whole = await digestsOf(EVENTS);
    expect(whole.length).toBe(12);
    expect(await digestsOf(EVENTS, 7)).toEqual(whole);
    expect(await digestsOf(EVENTS, 1)).toEqual(whole);
    expect(await digestsOf(EVENTS, 1024, -86_400_000)).toEqual(whole);
  });

  it.each<[string, (event: MarketEvent) => MarketEvent]>([
    ['time', (event) => ({ ...event, at: event.at + 0.5 })],
    ['instrument', (event) => ({ ...event, instrument: 1 })],
    ['level', (event) => ('bids' in event ? { ...event, bids: event.bids.slice(1) } : event)],
    ['side of a level', (event) => ('bids' in event ? { ...event, bids: event.asks, asks: event.bids } : event)],
    [
      'size of a level',
      (event) => ('bids' in event ? { ...event, asks: event.asks.map(([p, s]) => [p, s + 1]) } : event),
    ],
  ])('are others where the %s differs', async (_, change) => {
    const at = EVENTS.findLastIndex((event) => 'bids' in event);
    expect(await digestsOf(EVENTS.with(at, change(EVENTS[at]!)))).not.toEqual(await digestsOf(EVENTS));
  });

  it('are others where a trade differs', async () => {
    const at = EVENTS.findLastIndex((event) => 'sign' in event);
    const trade = EVENTS[at] as MarketEvent & { sign: number };
    expect(await digestsOf(EVENTS.with(at, { ...trade, sign: -trade.sign }))).not.toEqual(await digestsOf(EVENTS));
  });
});

import { describe, expect, it } from 'vitest';
import { levelsOf, marketOf } from './market-reader.ts';

const TICK = 0.5;
const { book, trades } = marketOf({ seed: 3, snapshots: 20_000, levels: 8 });
const tops = book.map(({ bids, asks }) => ({ bid: levelsOf(bids)[0]!, ask: levelsOf(asks)[0]! }));
const mids = tops.map(({ bid, ask }) => (bid[0] + ask[0]) / 2);
const topImbalances = tops.map(({ bid, ask }) => (bid[1] - ask[1]) / (bid[1] + ask[1]));
const signs = trades.map(({ side }) => (side === 'buy' ? 1 : -1));

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function correlation(x: readonly number[], y: readonly number[]): number {
  const [meanX, meanY] = [mean(x), mean(y)];
  const covariance = mean(x.map((value, index) => (value - meanX) * (y[index]! - meanY)));
  const spread = (values: readonly number[], middle: number) => mean(values.map((value) => (value - middle) ** 2));
  return covariance / Math.sqrt(spread(x, meanX) * spread(y, meanY));
}

function autocorrelation(values: readonly number[], lag: number): number {
  return correlation(values.slice(lag), values.slice(0, -lag));
}

function countsPerSecond(): readonly number[] {
  const counts = new Array<number>(2_000).fill(0);
  for (const { timestamp } of trades) {
    const second = Math.floor((Number(timestamp) - Date.UTC(2025, 6, 1)) / 1000);
    if (second < counts.length) counts[second] = counts[second]! + 1;
  }
  return counts;
}

describe('a generated market', () => {
  it('is one tick wide in nine snapshots of ten', () => {
    const narrow = tops.filter(({ bid, ask }) => Math.abs(ask[0] - bid[0] - TICK) < 1e-9);
    expect(narrow.length / tops.length).toBeGreaterThan(0.9);
  });

  it('keeps sizes from one snapshot to the next and forgets them in minutes', () => {
    expect(autocorrelation(topImbalances, 1)).toBeGreaterThan(0.7);
    expect(Math.abs(autocorrelation(topImbalances, 3_000))).toBeLessThan(0.2);
  });

  it('has the imbalance of the touch lead the price', () => {
    const nextMoves = mids.slice(10).map((mid, index) => mid - mids[index]!);
    expect(correlation(topImbalances.slice(0, -10), nextMoves)).toBeGreaterThan(0.1);
  });

  it('has buys at rising and sells at falling prices', () => {
    const moves: number[] = [];
    const deltas: number[] = [];
    let next = 0;
    for (let start = 0; start + 50 < book.length; start += 50) {
      let delta = 0;
      for (; Number(trades[next]?.timestamp) <= Number(book[start + 50]?.timestamp); next++) {
        delta += signs[next]! * (trades[next]?.size ?? 0);
      }
      moves.push(mids[start + 50]! - mids[start]!);
      deltas.push(delta);
    }
    expect(correlation(moves, deltas)).toBeGreaterThan(0.3);
  });

  it('trades within three ticks of the touch of the snapshot before, four times in five', () => {
    let before = -1;
    let near = 0;
    for (const { price, side, timestamp } of trades) {
      while (before + 1 < book.length && Number(book[before + 1]?.timestamp) < Number(timestamp)) before++;
      const top = tops[Math.max(0, before)]!;
      if (Math.abs((side === 'buy' ? top.ask[0] : top.bid[0]) - (price ?? 0)) <= 3 * TICK) near++;
    }
    expect(near / trades.length).toBeGreaterThan(0.8);
  });

  it('trades about as often as asked for, in bursts', () => {
    const counts = countsPerSecond();
    const rate = mean(counts);
    expect(rate).toBeGreaterThan(3);
    expect(rate).toBeLessThan(8);
    const variance = mean(counts.map((count) => (count - rate) ** 2));
    expect(variance / rate).toBeGreaterThan(2);
  });

  it('repeats the side of the last trade more often than not, and has both sides', () => {
    expect(autocorrelation(signs, 1)).toBeGreaterThan(0.3);
    expect(Math.abs(mean(signs))).toBeLessThan(0.2);
  });

  it('has heavy-tailed trade sizes and larger levels further out', () => {
    const sizes = trades.map(({ size }) => size ?? 0).sort((a, b) => a - b);
    expect(sizes[Math.floor(sizes.length * 0.99)]! / sizes[Math.floor(sizes.length / 2)]!).toBeGreaterThan(5);
    const sizeAt = (index: number) => mean(book.map(({ asks }) => levelsOf(asks)[index]![1]));
    expect(sizeAt(7)).toBeGreaterThan(sizeAt(1));
  });

  it('moves as much as a crypto market does: between half a percent and six a day', () => {
    const minutes = mids.filter((_, index) => index % 600 === 0);
    const returns = minutes.slice(1).map((mid, index) => mid / minutes[index]! - 1);
    const perDay = Math.sqrt(mean(returns.map((value) => value * value)) * 1440);
    expect(perDay).toBeGreaterThan(0.005);
    expect(perDay).toBeLessThan(0.06);
  });
});

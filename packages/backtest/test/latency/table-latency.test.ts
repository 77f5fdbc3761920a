import { describe, expect, it } from 'vitest';
import { makeConstantLatency, makeTableLatency } from '../../src/index.ts';

const rows = [
  { requestTime: 1000, exchangeTime: 1010, responseTime: 1016 },
  { requestTime: 2000, exchangeTime: 2030, responseTime: 2040 },
];

describe('latencies from a table', () => {
  const latency = makeTableLatency(3, rows);

  it('are interpolated linearly', () => {
    // Orders: 10 ms at 1000, 30 ms at 2000; a quarter of the way 10 + 20 / 4 = 15.
    expect(latency.orderLatencyMs(1250)).toBe(15);
    // Responses: 6 ms at 1010, 10 ms at 2030; half way 6 + 4 / 2 = 8.
    expect(latency.responseLatencyMs(1520)).toBe(8);
    expect(latency.feedLatencyMs).toBe(3);
  });

  it('stay level beyond the ends', () => {
    expect([0, 1000, 2000, 9000].map((time) => latency.orderLatencyMs(time))).toEqual([10, 10, 30, 30]);
    expect([0, 1010, 2030, 9000].map((time) => latency.responseLatencyMs(time))).toEqual([6, 6, 10, 10]);
  });

  it('refuse an empty table, rows out of order and negative latencies', () => {
    expect(() => makeTableLatency(0, [])).toThrow('the table of latencies is empty');
    expect(() => makeTableLatency(0, [...rows].reverse())).toThrow('row 2 of the table');
    expect(() => makeTableLatency(0, [{ requestTime: 10, exchangeTime: 9, responseTime: 11 }])).toThrow(
      'the order latency of row 1 is -1',
    );
    expect(() => makeTableLatency(-1, rows)).toThrow('feedLatencyMs is -1');
  });
});

describe('constant latencies', () => {
  it('are the same at any time', () => {
    const latency = makeConstantLatency({ feedLatencyMs: 1, orderLatencyMs: 2, responseLatencyMs: 3 });
    expect([latency.feedLatencyMs, latency.orderLatencyMs(5), latency.responseLatencyMs(7)]).toEqual([1, 2, 3]);
  });

  it('must not be negative', () => {
    const latencies = { feedLatencyMs: 1, orderLatencyMs: -2, responseLatencyMs: 3 };
    expect(() => makeConstantLatency(latencies)).toThrow('orderLatencyMs is -2; give milliseconds, 0 or more');
  });
});

import { describe, expect, it } from 'vitest';
import type { Quality } from '../../../src/client/api/api-types.ts';
import { findingSpans, stripColumns } from '../../../src/client/quality/finding-spans.ts';

const place = (timestamp: number, seconds: number | null = null) => ({
  rowId: 1,
  at: { timestamp, nanoseconds: 0 },
  seconds,
});
const histogram = { bucketMs: 100, buckets: [{ from: 1000, rows: 2, gapMs: 0 }] };
const finding = { table: 'book' as const, instrument: 'BTC', rows: 1, histogram };

const quality: Quality = {
  files: [
    {
      id: 'a',
      name: 'a.db',
      rows: { book: 10, trades: 0 },
      snapshots: [],
      findings: [
        { ...finding, kind: 'gap', places: [place(5000, 2)] },
        { ...finding, kind: 'crossed-book', rows: 2, places: [place(1010)] },
        { ...finding, kind: 'locked-book', places: [place(1)] },
        { ...finding, kind: 'gap', instrument: 'ETH', places: [place(9000, 2)] },
      ],
      badRows: [{ table: 'book', reason: 'bad-levels', instrument: null, rows: 1, places: [place(7000)], histogram }],
      problems: [],
      timestampFormats: { book: ['ms'], trades: [] },
      repeatedTradeIds: 0,
    },
  ],
  gapsBetween: [],
};

describe('where findings lie', () => {
  it('is exact where all places are known, and by stretches where not', () => {
    expect(findingSpans(quality, 'BTC')).toEqual([
      { start: 1000, end: 1100, kind: 'crossed-book', severity: 'broken', rows: 2 },
      { start: 3000, end: 5000, kind: 'gap', severity: 'missing', rows: 1 },
      { start: 7000, end: 7000, kind: 'bad-rows', severity: 'broken', rows: 1 },
    ]);
  });
});

describe('the strip of findings', () => {
  it('gives each finding a pixel or more, and what is broken goes before what is missing', () => {
    const spans = [
      { start: 0, end: 50, kind: 'gap', severity: 'missing' as const, rows: 1 },
      { start: 21, end: 21, kind: 'crossed-book', severity: 'broken' as const, rows: 1 },
      { start: 90, end: 500, kind: 'gap', severity: 'missing' as const, rows: 1 },
    ];
    // 10 ms a pixel: the gap takes pixels 0 to 4, the crossed book 2, the last gap 9 and what is off the screen.
    expect(stripColumns(spans, { start: 0, end: 100 }, 10)).toEqual([
      'missing',
      'missing',
      'broken',
      'missing',
      'missing',
      null,
      null,
      null,
      null,
      'missing',
    ]);
  });

  it('leaves out what is not on the screen', () => {
    const spans = [{ start: 0, end: 5, kind: 'gap', severity: 'missing' as const, rows: 1 }];
    expect(stripColumns(spans, { start: 10, end: 20 }, 2)).toEqual([null, null]);
  });
});

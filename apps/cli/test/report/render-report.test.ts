import { DEFAULT_CONFIGURATION, type Finding } from '@orderflow/core';
import { describe, expect, it } from 'vitest';
import { renderReport } from '../../src/report/render-report.ts';
import { alert, at, file, model, NOWHERE, START } from './report-support.ts';

describe('renderReport', () => {
  it('says that clean data without alerts are clean', () => {
    const page = renderReport(model());
    expect(page).toContain('<dd>Clean<small>every row could be read</small></dd>');
    expect(page).toContain('No rule fired.');
    expect(page).toContain('No gaps, crossed, locked or empty books');
    expect(page).toContain('Made by orderflow 1.2.3');
  });

  it('shows each alert once, without what its columns say already', () => {
    const findings = { strategy: 'default', summaries: [], alerts: [alert(1), alert(2)] };
    const page = renderReport(model({ findings }));
    expect(page).toContain('<caption>2 alerts</caption>');
    expect(page.match(/<td class="wide">Spread widened to 12 bps of the mid<\/td>/g)).toHaveLength(2);
    expect(page).toContain('<span class="badge alert">spread 2</span>');
  });

  it('cuts what would make the page slow, and says so', () => {
    const alerts = Array.from({ length: 1500 }, () => alert(1));
    const page = renderReport(model({ findings: { strategy: 'default', summaries: [], alerts } }));
    expect(page.match(/<td class="wide">/g)).toHaveLength(1000);
    expect(page).toContain('500 more alerts');
  });

  it('stays small whatever there is', () => {
    const name = (index: number) => `INSTRUMENT-${index}`;
    const long = 'x'.repeat(100_000);
    const instruments = Array.from({ length: 2000 }, (_, index) => name(index));
    const files = instruments.map((instrument, index) => {
      const gap: Finding = {
        ...{ table: 'book', kind: 'gap', instrument, rows: 100, histogram: NOWHERE },
        places: Array.from({ length: 100 }, (_, place) => ({ rowId: place, at: at(10 * place + 5), seconds: 2 })),
      };
      const { parts, ...rest } = file(`/data/${index}.db`, [gap]);
      return { ...rest, parts: parts.map((part) => ({ ...part, instrument })) };
    });
    const summaries = instruments.map((instrument) => ({
      instrument,
      figures: Object.fromEntries(Array.from({ length: 40 }, (_, figure) => [`figure${figure}`, 1.23456])),
    }));
    const alerts = Array.from({ length: 5000 }, (_, index) => ({
      ...alert(1),
      instrument: name(index),
      message: long,
    }));
    const failures = instruments.map((path) => ({ path, message: 'this is not a SQLite database' }));
    const page = renderReport(model({ files, failures, findings: { strategy: 'mine', summaries, alerts } }));
    expect(page.length).toBeLessThan(2.5e6);
    expect(page).toContain('1,950 more instruments: name one to see its time line.');
    expect(page).toContain('1,800 more instruments in the JSON of orderflow analyze.');
    expect(page).toContain('and 1,900 more files');
  });

  it('draws gaps that touch as one', () => {
    const gap: Finding = {
      ...{ table: 'book', kind: 'gap', instrument: 'BTC-USDT', rows: 3, histogram: NOWHERE },
      places: [300, 301, 600].map((second, rowId) => ({ rowId, at: at(second), seconds: 100 })),
    };
    const page = renderReport(model({ files: [file('/data/a.db', [gap])] }));
    const gaps = [...page.matchAll(/class="uncovered" x="([\d.]+)%" y="14" width="([\d.]+)%"/g)];
    // From 200 to 300 and 201 to 301 of 1,000 s are 20 % to 30.1 %.
    expect(gaps.map(([, x, width]) => [Number(x), Number(width)])).toEqual([
      [20, 10.1],
      [50, 10],
    ]);
  });

  it('draws a gap where it lies', () => {
    const gap: Finding = {
      table: 'book',
      kind: 'gap',
      instrument: 'BTC-USDT',
      rows: 1,
      places: [{ rowId: 9, at: at(500), seconds: 250 }],
      histogram: { bucketMs: 1024, buckets: [] },
    };
    const page = renderReport(model({ files: [file('/data/a.db', [gap])] }));
    // From second 250 to 500 of 1,000.
    expect(page).toContain('<rect class="uncovered" x="25%" y="14" width="25%" height="16"/>');
    expect(page).toMatch(/<caption>1 gap<\/caption>[\s\S]*4 min 10 s/);
  });

  it('shows the whole span where more was found than places are kept', () => {
    const buckets = Array.from({ length: 10 }, (_, index) => ({ from: START + 100_000 * index, rows: 40, gapMs: 0 }));
    const crossed: Finding = {
      table: 'book',
      kind: 'crossed-book',
      instrument: 'BTC-USDT',
      rows: 400,
      places: [{ rowId: 1, at: at(0), seconds: null }],
      histogram: { bucketMs: 100_000, buckets },
    };
    const gap: Finding = {
      ...crossed,
      kind: 'gap',
      places: [{ rowId: 1, at: at(50), seconds: 50 }],
      histogram: { bucketMs: 100_000, buckets: buckets.map((bucket) => ({ ...bucket, gapMs: 50_000 })) },
    };
    const page = renderReport(model({ files: [file('/data/a.db', [crossed, gap])] }));
    const marks = [...page.matchAll(/<svg x="([\d.]+)%">/g)].map(([, percent]) => Number(percent));
    expect(marks).toEqual([5, 15, 25, 35, 45, 55, 65, 75, 85, 95]);
    const gaps = [...page.matchAll(/class="uncovered" x="([\d.]+)%" y="14" width="([\d.]+)%"/g)];
    expect(gaps.map(([, x, width]) => [Number(x), Number(width)])).toEqual(marks.map((percent) => [percent - 5, 5]));
    expect(page).toContain('<caption>First 1 of 400 gaps</caption>');
  });

  it('counts and shows the gaps between files as others', () => {
    const gap: Finding = {
      table: 'book',
      kind: 'gap',
      instrument: 'BTC-USDT',
      rows: 1,
      places: [{ rowId: 1, at: at(900), seconds: 800 }],
      histogram: NOWHERE,
    };
    const page = renderReport(model({ files: [file('/data/a.db'), file('/data/b.db')], gapsBetween: [gap] }));
    expect(page).toContain('<dd>1 finding<small>');
    expect(page).toContain('Coverage of BTC-USDT: 1 gap');
    expect(page).toContain('<rect class="uncovered" x="10%" y="14" width="80%" height="16"/>');
    expect(page).toMatch(/Gaps[\s\S]*between files[\s\S]*<caption>1 gap<\/caption>[\s\S]*13 min 20 s/);
    expect(page).not.toContain('No gaps');
  });

  it('names the file of a finding where there are many, and files that could not be read', () => {
    const crossed: Finding = {
      table: 'book',
      kind: 'crossed-book',
      instrument: 'BTC-USDT',
      rows: 3,
      places: [],
      histogram: NOWHERE,
    };
    const page = renderReport(
      model({
        files: [file('/data/a.db'), file('/data/b.db', [crossed])],
        failures: [{ path: '/data/c.db', message: 'c.db: this is not a SQLite database' }],
      }),
    );
    expect(page).toMatch(/Crossed books[\s\S]*?>b\.db</);
    expect(page).toContain('<caption>Files that could not be read</caption>');
    expect(page).toContain('c.db: this is not a SQLite database');
  });

  it('tells the settings behind the numbers', () => {
    const configuration = {
      ...DEFAULT_CONFIGURATION,
      depth: 10,
      tradeMatching: 'exact' as const,
      cvdReset: 'day' as const,
    };
    const page = renderReport(model({ configuration }));
    expect(page).toContain('the best 10 levels a side');
    expect(page).toContain('A trade counts only at a snapshot’s own timestamp');
    expect(page).toContain('anew at 00:00 UTC of each day');
  });
});

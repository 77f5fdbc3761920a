import { type Alert, DEFAULT_CONFIGURATION, type Finding } from '@orderflow/core';
import { describe, expect, it } from 'vitest';
import { renderReport } from '../../src/report/render-report.ts';
import type { ReportFile, ReportModel } from '../../src/report/report-model.ts';

const START = Date.UTC(2025, 6, 1);
const NOWHERE = { bucketMs: 1, buckets: [] };
const at = (seconds: number) => ({ timestamp: START + 1000 * seconds, nanoseconds: 0 });

function file(path: string, findings: readonly Finding[] = []): ReportFile {
  return {
    path,
    bytes: 2_000_000,
    parts: [{ instrument: 'BTC-USDT', snapshots: 1000, first: at(0), last: at(1000), liveReason: null }],
    quality: {
      source: path,
      isComplete: true,
      rows: { book: 1000, trades: 500 },
      snapshots: [],
      findings,
      badRows: [],
      problems: [],
      timestampFormats: { book: ['ms'], trades: ['ms'] },
      repeatedTradeIds: 0,
    },
  };
}

function model(parts: Partial<ReportModel> = {}): ReportModel {
  return {
    version: '1.2.3',
    createdAt: START,
    asked: null,
    files: [file('/data/a.db')],
    gapsBetween: [],
    failures: [],
    findings: { strategy: 'default', summaries: [], alerts: [] },
    configuration: DEFAULT_CONFIGURATION,
    ...parts,
  };
}

function alert(second: number): Alert {
  const message = `BTC-USDT: spread widened to 12 bps of the mid at 2025-07-01 00:00:0${second}.000 UTC.`;
  return { rule: 'spread', instrument: 'BTC-USDT', at: at(second), snapshotId: 7, value: 12, threshold: 10, message };
}

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

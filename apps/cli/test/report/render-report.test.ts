import { type Alert, DEFAULT_CONFIGURATION, type Finding } from '@orderflow/core';
import { describe, expect, it } from 'vitest';
import { renderReport } from '../../src/report/render-report.ts';
import type { ReportFile, ReportModel } from '../../src/report/report-model.ts';

const START = Date.UTC(2025, 6, 1);
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
      findings,
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
    };
    const page = renderReport(model({ files: [file('/data/a.db', [gap])] }));
    // From second 250 to 500 of 1,000.
    expect(page).toContain('<rect class="uncovered" x="25%" y="14" width="25%" height="16"/>');
    expect(page).toMatch(/<caption>1 gap<\/caption>[\s\S]*4 min 10 s/);
  });

  it('names the file of a finding where there are many, and files that could not be read', () => {
    const crossed: Finding = { table: 'book', kind: 'crossed-book', instrument: 'BTC-USDT', rows: 3, places: [] };
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

import { describe, expect, it } from 'vitest';
import { removeReports, reportTotals, sumTotals, testedPackages, totalsLine, whatDidNotRun } from '../src/totals.mjs';
import { workspaceFolder } from './workspace-folder.ts';

const TESTED = '{ "name": "tested", "scripts": { "test": "vitest run" } }';

function reportOf(...statuses: readonly string[]): string {
  return JSON.stringify({
    testResults: [{ status: 'passed', assertionResults: statuses.map((status) => ({ status })) }],
  });
}

describe('reportTotals', () => {
  it('counts tests by how they ended', () => {
    const report = JSON.parse(reportOf('passed', 'passed', 'failed', 'pending', 'skipped', 'todo'));
    expect(reportTotals(report)).toEqual({ passed: 2, failed: 1, skipped: 3 });
  });

  it('counts a file that could not be loaded as one failed test', () => {
    expect(reportTotals({ testResults: [{ status: 'failed', assertionResults: [] }] })).toEqual({
      passed: 0,
      failed: 1,
      skipped: 0,
    });
  });
});

describe('testedPackages', () => {
  it('reads the report of every package with tests', () => {
    const root = workspaceFolder({
      'packages/a/package.json': TESTED,
      'packages/a/.vitest/report.json': reportOf('passed', 'failed'),
      'tooling/settings/package.json': '{ "name": "settings" }',
    });
    expect(testedPackages(root)).toEqual([{ name: 'tested', totals: { passed: 1, failed: 1, skipped: 0 } }]);
  });

  it('counts a package without a report as one failure', () => {
    const root = workspaceFolder({ 'packages/a/package.json': TESTED });
    expect(testedPackages(root)).toEqual([{ name: 'tested', totals: { passed: 0, failed: 1, skipped: 0 } }]);
  });

  it('never reads the report of an earlier run once it is removed', () => {
    const root = workspaceFolder({
      'packages/a/package.json': TESTED,
      'packages/a/.vitest/report.json': reportOf('passed'),
    });
    removeReports(root);
    expect(testedPackages(root)[0]?.totals.failed).toBe(1);
  });
});

describe('whatDidNotRun', () => {
  it('says once what packages left unrun, and nothing of earlier runs', () => {
    const root = workspaceFolder({
      'packages/a/package.json': TESTED,
      'packages/a/.vitest/did-not-run.txt': 'BROWSER TESTS DID NOT RUN\nPICTURES WERE NOT COMPARED\n',
      'packages/b/package.json': TESTED,
      'packages/b/.vitest/did-not-run.txt': 'BROWSER TESTS DID NOT RUN\n',
      'packages/c/package.json': TESTED,
    });
    expect(whatDidNotRun(root)).toEqual(['BROWSER TESTS DID NOT RUN', 'PICTURES WERE NOT COMPARED']);
    removeReports(root);
    expect(whatDidNotRun(root)).toEqual([]);
  });

  it('names skipped tests that say when they do not run', () => {
    const test = (status: string, fullName: string) => ({ status, fullName });
    const assertionResults = [
      test('passed', 'the script of bash is read; DOES NOT RUN where bash is not installed'),
      test('skipped', 'the script of zsh is read; DOES NOT RUN where zsh is not installed'),
      test('pending', 'captures are read; they DO NOT RUN unless ORDERFLOW_CAPTURES names their folder'),
      test('skipped', 'a page of which a note says that there is no browser'),
    ];
    const root = workspaceFolder({
      'packages/a/package.json': TESTED,
      'packages/a/.vitest/report.json': JSON.stringify({ testResults: [{ status: 'passed', assertionResults }] }),
    });
    expect(whatDidNotRun(root)).toEqual([
      'the script of zsh is read; DOES NOT RUN where zsh is not installed',
      'captures are read; they DO NOT RUN unless ORDERFLOW_CAPTURES names their folder',
    ]);
  });
});

describe('totalsLine', () => {
  it('names skipped tests only where there are some', () => {
    expect(totalsLine({ passed: 3, failed: 0, skipped: 0 })).toBe('3 passed, 0 failed');
    expect(totalsLine({ passed: 3, failed: 1, skipped: 2 })).toBe('3 passed, 1 failed, 2 skipped');
  });

  it('adds up packages', () => {
    const totals = [
      { passed: 1, failed: 0, skipped: 2 },
      { passed: 4, failed: 1, skipped: 0 },
    ];
    expect(sumTotals(totals)).toEqual({ passed: 5, failed: 1, skipped: 2 });
    expect(sumTotals([])).toEqual({ passed: 0, failed: 0, skipped: 0 });
  });
});

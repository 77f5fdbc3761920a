import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { workspacePackages } from './workspace.mjs';

/** Where a package's test run leaves its report and its tallies, as tooling/vitest and tooling/torture say. */
const REPORTS = '.vitest';
const REPORT_FILE = join(REPORTS, 'report.json');
/** Where it leaves what did not run, as tooling/browser says. */
const NOTES_FILE = join(REPORTS, 'did-not-run.txt');

/**
 * How many tests of a package ended in which way.
 * @typedef {object} Totals
 * @property {number} passed
 * @property {number} failed
 * @property {number} skipped
 */

/**
 * The part of Vitest's JSON report that is read here.
 * @typedef {object} Report
 * @property {{ status: string, assertionResults: { status: string, fullName?: string }[] }[]} testResults
 */

/**
 * Removes the reports of earlier runs from the workspace at `root`.
 * @param {string} root
 */
export function removeReports(root) {
  for (const { folder } of workspacePackages(root)) {
    rmSync(join(root, folder, REPORTS), { recursive: true, force: true });
  }
}

/**
 * The totals of each package of the workspace at `root` that has tests, as its report says.
 * @param {string} root
 * @returns {{ name: string, totals: Totals }[]}
 */
export function testedPackages(root) {
  return workspacePackages(root)
    .filter(({ manifest }) => manifest.scripts?.test)
    .map(({ folder, manifest }) => ({ name: manifest.name, totals: packageTotals(join(root, folder, REPORT_FILE)) }));
}

/**
 * What the tests of the workspace at `root` said that they could not run, and the tests whose names say so, each once.
 * @param {string} root
 * @returns {string[]}
 */
export function whatDidNotRun(root) {
  const folders = workspacePackages(root).map(({ folder }) => join(root, folder));
  const notes = folders.flatMap((folder) => textsOf(join(folder, NOTES_FILE))).flatMap((text) => text.split('\n'));
  const skipped = folders.flatMap((folder) => textsOf(join(folder, REPORT_FILE))).flatMap(namesOfSkipped);
  return [...new Set([...notes, ...skipped].filter((line) => line !== ''))];
}

/**
 * The text of a file; of none where there is no file.
 * @param {string} file
 */
function textsOf(file) {
  return existsSync(file) ? [readFileSync(file, 'utf8')] : [];
}

/**
 * The names of skipped tests that say when they do not run; the others leave a note.
 * @param {string} text a report
 */
function namesOfSkipped(text) {
  /** @type {Report} */
  const { testResults } = JSON.parse(text);
  return testResults
    .flatMap(({ assertionResults }) => assertionResults)
    .filter(({ status }) => !['passed', 'failed'].includes(status))
    .map(({ fullName = '' }) => fullName)
    .filter((name) => /\bNOT\b/.test(name));
}

/**
 * @param {string} file
 * @returns {Totals}
 */
function packageTotals(file) {
  // A run that left no report did not get as far as its tests.
  if (!existsSync(file)) return { passed: 0, failed: 1, skipped: 0 };
  return reportTotals(JSON.parse(readFileSync(file, 'utf8')));
}

/**
 * The totals of one report. A file that could not be loaded counts as one failed test.
 * @param {Report} report
 * @returns {Totals}
 */
export function reportTotals({ testResults }) {
  const statuses = testResults.flatMap(({ assertionResults }) => assertionResults.map(({ status }) => status));
  const passed = statuses.filter((status) => status === 'passed').length;
  const failedTests = statuses.filter((status) => status === 'failed').length;
  const failedFiles = testResults.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && assertionResults.every((assertion) => assertion.status !== 'failed'),
  ).length;
  return { passed, failed: failedTests + failedFiles, skipped: statuses.length - passed - failedTests };
}

/**
 * The sum of several packages' totals.
 * @param {readonly Totals[]} all
 * @returns {Totals}
 */
export function sumTotals(all) {
  return all.reduce(
    (sum, { passed, failed, skipped }) => ({
      passed: sum.passed + passed,
      failed: sum.failed + failed,
      skipped: sum.skipped + skipped,
    }),
    { passed: 0, failed: 0, skipped: 0 },
  );
}

/**
 * Totals as a line, such as `12 passed, 0 failed, 1 skipped`; skipped tests are named only where there are some.
 * @param {Totals} totals
 * @returns {string}
 */
export function totalsLine({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}

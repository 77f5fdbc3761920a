import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { workspacePackages } from './workspace.mjs';

/** Where the suites of a package leave their tallies, as tooling/torture says. */
const TALLIES = join('.vitest', 'torture');

/**
 * What the suites of one kind did, over all packages.
 * @typedef {object} Tally
 * @property {string} suite
 * @property {Record<string, number>} counts how many cases of each kind
 * @property {Record<string, string>} leftOut what could not be done here, and why
 */

/**
 * The tallies that the last tests left in the workspace at `root`, added up by suite.
 * @param {string} root
 * @returns {Tally[]}
 */
export function readTallies(root) {
  /** @type {Map<string, Tally>} */
  const sums = new Map();
  for (const file of workspacePackages(root).flatMap(({ folder }) => jsonFiles(join(root, folder, TALLIES)))) {
    const { suite, counts, leftOut } = JSON.parse(readFileSync(file, 'utf8'));
    /** @type {Tally} */
    const sum = sums.get(suite) ?? { suite, counts: {}, leftOut: {} };
    for (const [kind, count] of Object.entries(counts)) sum.counts[kind] = (sum.counts[kind] ?? 0) + count;
    Object.assign(sum.leftOut, leftOut);
    sums.set(suite, sum);
  }
  return [...sums.values()].sort((a, b) => (a.suite < b.suite ? -1 : 1));
}

/** @param {string} folder */
function jsonFiles(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => join(folder, name));
}

/**
 * Tallies as a table: a suite, how many of what, and what was left out.
 * @param {readonly Tally[]} tallies
 * @returns {string}
 */
export function renderTallies(tallies) {
  const rows = tallies.flatMap(({ suite, counts }) =>
    Object.entries(counts).map(([kind, count]) => ({ suite, count: count.toLocaleString('en-US'), kind })),
  );
  const suiteWidth = Math.max(0, ...rows.map(({ suite }) => suite.length));
  const countWidth = Math.max(0, ...rows.map(({ count }) => count.length));
  const lines = rows.map(
    ({ suite, count, kind }) => `${suite.padEnd(suiteWidth)}  ${count.padStart(countWidth)}  ${kind}`,
  );
  const leftOut = tallies.flatMap(({ suite, leftOut }) =>
    Object.entries(leftOut).map(([kind, reason]) => `${suite}: left out ${kind}: ${reason}`),
  );
  return [...lines, ...leftOut].map((line) => `${line}\n`).join('');
}

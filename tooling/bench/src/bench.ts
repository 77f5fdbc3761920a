import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { measureCaches } from './measure-caches.ts';
import { measureGrowth } from './measure-growth.ts';
import { measureMemory } from './measure-memory.ts';
import { measureProcess } from './measure-process.ts';
import { measureReads } from './measure-reads.ts';
import { renderTable, type Table } from './table.ts';

/**
 * Runs every measure, or those that are named, on seeded files in a temporary folder, prints a table each, and writes all
 * figures as JSON. `--read-snapshots N` makes the data set smaller whose reads are measured.
 */
const { values: options, positionals: wanted } = parseArgs({
  allowPositionals: true,
  options: { 'read-snapshots': { type: 'string', default: '10000000' } },
});
const MEASURES = {
  process: measureProcess,
  memory: measureMemory,
  caches: measureCaches,
  growth: measureGrowth,
  reads: (folder: string) => measureReads(folder, Number(options['read-snapshots'])),
};

const folder = mkdtempSync(join(tmpdir(), 'orderflow-bench-'));
const tables: Table[] = [];
try {
  process.stdout.write(`${cpus().length} cores, ${(totalmem() / 2 ** 30).toFixed(0)} GiB, Node ${process.version}\n`);
  for (const [name, measure] of Object.entries(MEASURES)) {
    if (wanted.length > 0 && !wanted.includes(name)) continue;
    const table = await measure(folder);
    process.stdout.write(`\n${renderTable(table)}`);
    tables.push(table);
  }
  writeFileSync('bench.json', `${JSON.stringify({ node: process.version, cores: cpus().length, tables }, null, 2)}\n`);
  process.stdout.write('\nThe figures are in bench.json.\n');
} finally {
  rmSync(folder, { recursive: true, force: true });
}

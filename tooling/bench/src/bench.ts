import { writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { parseArgs } from 'node:util';
import { MEASURES } from './measures.ts';
import type { Table } from './table.ts';
import { renderTable } from './table.ts';
import { makeTemporaryFolder } from './temporary-folder.ts';

/**
 * Runs every measure, or those that are named, on seeded files in a temporary folder, prints a table each, and writes all
 * figures as JSON. `--scale 0.1` takes a tenth of the snapshots, `--rounds N` says how often every program runs.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { scale: { type: 'string', default: '1' }, rounds: { type: 'string', default: '5' } },
});
const scale = Number(values.scale);
const rounds = Number(values.rounds);
const names = Object.keys(MEASURES);
const unknown = positionals.find((name) => !names.includes(name));
if (unknown !== undefined) {
  process.stderr.write(`There is no measure named ${unknown}; the measures are ${names.join(', ')}.\n`);
  process.exit(2);
}

const folder = makeTemporaryFolder();
const tables: Table[] = [];
process.stdout.write(`${cpus().length} cores, ${(totalmem() / 2 ** 30).toFixed(0)} GiB, Node ${process.version}\n`);
for (const name of names) {
  if (positionals.length > 0 && !positionals.includes(name)) continue;
  const table = await MEASURES[name]!({ folder, scale, rounds });
  process.stdout.write(`\n${renderTable(table)}`);
  tables.push(table);
}
writeFileSync('bench.json', `${JSON.stringify({ node: process.version, cores: cpus().length, tables }, null, 2)}\n`);
process.stdout.write('\nThe figures are in bench.json.\n');

import { writeFileSync } from 'node:fs';
import { chooseMeasures, readArguments } from './arguments.ts';
import { makeTemporaryFolder } from './clean-up.ts';
import { describeMachine, machineLine } from './machine.ts';
import { MEASURES } from './measures/measures.ts';
import { renderTable, type Table } from './table.ts';

/**
 * Runs every measure, or those that are named, on seeded files in a temporary folder, prints a table each, and writes all
 * figures as JSON. `--scale 0.1` takes a tenth of the snapshots, `--rounds N` says how often every program runs.
 */
export async function runMeasures(args: readonly string[]): Promise<void> {
  const { positionals, scale, rounds } = readArguments(args);
  const names = chooseMeasures(positionals, Object.keys(MEASURES));
  const options = { folder: makeTemporaryFolder(), scale, rounds };
  const machine = describeMachine();
  const tables: Record<string, Table> = {};
  process.stdout.write(`${machineLine(machine)}\n`);
  for (const name of names) {
    process.stderr.write(`\nMeasuring ${name}\n`);
    const table = await MEASURES[name]!(options);
    process.stdout.write(`\n${renderTable(table)}`);
    tables[name] = table;
  }
  writeFileSync('bench.json', `${JSON.stringify({ machine, scale, rounds, tables }, null, 2)}\n`);
  process.stdout.write('\nThe figures are in bench.json.\n');
}

import { join } from 'node:path';
import { type BenchOptions, scaled } from '../bench-options.ts';
import { BACKTEST_MEASURES } from '../programs/backtest-measures.ts';
import { dropColumns, readKept } from '../programs/kept-columns.ts';
import { runCommand } from '../run-command.ts';
import { withSampleFile } from '../sample-file.ts';
import { median, type Table } from '../table.ts';

const SNAPSHOTS = 200_000;
const LEVELS = 25;
const CHILD = join(import.meta.dirname, '../programs/backtest-child.ts');

/** How many events a second a backtest plays: parsed as it goes, and from columns that were kept. */
export async function measureBacktest(options: BenchOptions): Promise<Table> {
  const sample = { snapshots: scaled(SNAPSHOTS, options), levels: LEVELS };
  return withSampleFile(options.folder, sample, async (file) => {
    try {
      await runChild(file);
      return await measureFile(file, options.rounds);
    } finally {
      dropColumns(file);
    }
  });
}

async function measureFile(file: string, rounds: number): Promise<Table> {
  const { index, lengths } = readKept(file);
  const [events, books] = [
    index.chunks.reduce((sum, chunk) => sum + chunk.events, 0),
    index.chunks.reduce((sum, chunk) => sum + chunk.books, 0),
  ];
  const rows: (readonly (string | number)[])[] = [];
  for (const name of BACKTEST_MEASURES) {
    const seconds: readonly number[] = JSON.parse(await runChild(file, name, String(rounds)));
    const [middle, least, largest] = [median(seconds), Math.min(...seconds), Math.max(...seconds)];
    rows.push([name, ...[events / middle, (1e9 * middle) / events, events / largest, events / least].map(Math.round)]);
  }
  const megabytes = Math.round(lengths.reduce((sum, length) => sum + length, 0) / 1e6);
  return {
    title: `Backtest of ${books} books of ${LEVELS} levels a side and ${events - books} trades, ${megabytes} MB of columns, median of ${rounds}`,
    columns: ['', 'events/s', 'ns an event', 'least', 'largest'],
    rows,
  };
}

function runChild(file: string, ...words: readonly string[]): Promise<string> {
  return runCommand(process.execPath, ['--conditions=@orderflow/source', CHILD, file, ...words]);
}

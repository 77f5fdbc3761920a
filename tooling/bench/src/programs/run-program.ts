import { rmSync, statSync } from 'node:fs';
import { copyToDisk } from '../copy-to-disk.ts';
import { runCommand } from '../run-command.ts';
import type { Figures, Totals } from './figures.ts';
import { FILE, type Program } from './program.ts';
import { storedTotals } from './stored-totals.ts';

/** What one run of a program came to. */
export interface Run extends Figures {
  readonly totals: Totals;
  /** Wall time of the process around its work: the start of the program, its modules and threads, and its end. */
  readonly startSeconds: number;
  /** How much the file grew, as a share of what it was; null where nothing is stored. */
  readonly growth: number | null;
}

/** Runs a program in a process of its own. */
export async function runProgram(program: Program, file: string): Promise<Run> {
  if (!program.stores) {
    const run = await execute(program, file);
    if (run.totals === null) throw new Error(`${program.name} printed no totals`);
    return { ...run, totals: run.totals, growth: null };
  }
  const copy = `${file}.work`;
  try {
    copyToDisk(file, copy);
    const run = await execute(program, copy);
    return { ...run, totals: storedTotals(copy), growth: statSync(copy).size / statSync(file).size - 1 };
  } finally {
    for (const end of ['', '-wal', '-shm', '-journal']) rmSync(copy + end, { force: true });
  }
}

async function execute({ command, args }: Program, file: string): Promise<Omit<Run, 'growth' | 'totals'> & Figures> {
  const start = performance.now();
  const output = await runCommand(
    command,
    args.map((argument) => (argument === FILE ? file : argument)),
  );
  const wallSeconds = (performance.now() - start) / 1000;
  const figures: Figures = JSON.parse(output);
  return { ...figures, startSeconds: wallSeconds - figures.seconds };
}

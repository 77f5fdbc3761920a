import { execFile } from 'node:child_process';
import { rmSync, statSync } from 'node:fs';
import { promisify } from 'node:util';
import { copyToDisk } from '../copy-to-disk.ts';
import type { Figures, Totals } from './figures.ts';
import { FILE, type Program } from './program.ts';
import { storedTotals } from './stored-totals.ts';

const execute = promisify(execFile);

/** What one run of a program came to. */
export interface Run extends Figures {
  readonly totals: Totals;
  /** Wall time of the process around its work: the start of the program, its modules and threads, and its end. */
  readonly startSeconds: number;
  /** How much the file grew, as a share of what it was; 0 where nothing is stored. */
  readonly growth: number;
}

/** Runs a program in a process of its own. */
export async function runProgram(program: Program, file: string): Promise<Run> {
  if (!program.stores) {
    const run = await measure(program, file);
    if (run.totals === null) throw new Error(`${program.name} printed no totals`);
    return { ...run, totals: run.totals, growth: 0 };
  }
  const copy = `${file}.work`;
  copyToDisk(file, copy);
  try {
    const run = await measure(program, copy);
    return { ...run, totals: storedTotals(copy), growth: statSync(copy).size / statSync(file).size - 1 };
  } finally {
    for (const end of ['', '-wal', '-shm', '-journal']) rmSync(copy + end, { force: true });
  }
}

async function measure({ command, args }: Program, file: string): Promise<Figures & { startSeconds: number }> {
  const start = performance.now();
  const { stdout } = await execute(
    command,
    args.map((argument) => (argument === FILE ? file : argument)),
  );
  const wallSeconds = (performance.now() - start) / 1000;
  const figures: Figures = JSON.parse(stdout);
  return { ...figures, startSeconds: wallSeconds - figures.seconds };
}

import type { Program } from './program.ts';
import { type Run, runProgram } from './run-program.ts';
import { checkSameTotals } from './same-totals.ts';

/** The runs of each program, by round. */
export type Runs = ReadonlyMap<Program, readonly Run[]>;

/** Runs every program once a round, there and back in turn. All must do the same work. */
export async function interleave(programs: readonly Program[], file: string, rounds: number): Promise<Runs> {
  const runs = new Map<Program, Run[]>(programs.map((program) => [program, []]));
  for (let round = 0; round < rounds; round++) {
    const order = round % 2 === 0 ? programs : programs.toReversed();
    for (const program of order) runs.get(program)!.push(await runProgram(program, file));
    const [first, ...others] = [...runs].map(([{ name }, own]) => ({ name, totals: own[round]!.totals }));
    for (const other of others) checkSameTotals(other, first!);
  }
  return runs;
}

/** How long one program took as a share of the other's time, by round. */
export function timeRatios(runs: readonly Run[], baseline: readonly Run[]): readonly number[] {
  return runs.map(({ seconds }, round) => seconds / baseline[round]!.seconds);
}

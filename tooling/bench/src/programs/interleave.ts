import type { Program } from './program.ts';
import { type Run, runProgram } from './run-program.ts';
import { checkSameTotals } from './same-totals.ts';

/** Runs every program once a round, there and back in turn; the runs of each, by round. All must do the same work. */
export async function interleave(
  programs: readonly Program[],
  file: string,
  rounds: number,
): Promise<ReadonlyMap<Program, readonly Run[]>> {
  const runs = new Map<Program, Run[]>(programs.map((program) => [program, []]));
  const [first] = programs;
  for (let round = 0; round < rounds; round++) {
    const order = round % 2 === 0 ? programs : programs.toReversed();
    for (const program of order) runs.get(program)!.push(await runProgram(program, file));
    const expected = runs.get(first!)!.at(-1)!.totals;
    for (const [{ name }, own] of runs) checkSameTotals(name, own.at(-1)!.totals, first!.name, expected);
  }
  return runs;
}

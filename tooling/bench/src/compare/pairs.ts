import { computeProgram, processProgram, THREAD_COUNTS } from '../programs/our-programs.ts';
import type { Program } from '../programs/program.ts';
import { runProgram } from '../programs/run-program.ts';
import { withSampleFile } from '../sample-file.ts';
import type { Worktree } from './worktree.ts';

const PROBE = { snapshots: 100, levels: 5 };

/** One program of two commits. */
export interface Pair {
  readonly name: string;
  readonly a: Program;
  readonly b: Program;
}

/** A program that a commit cannot run, and why. */
export interface Inability {
  readonly name: string;
  readonly label: string;
  readonly reason: string;
}

/** The programs that both commits can run, and those that one of them cannot. */
export async function findPairs(a: Worktree, b: Worktree, folder: string): Promise<readonly (Pair | Inability)[]> {
  const others = programsOf(b);
  return withSampleFile(folder, PROBE, async (file) => {
    const found: (Pair | Inability)[] = [];
    for (const [index, program] of programsOf(a).entries()) {
      const pair = { name: program.name, a: program, b: others[index]! };
      found.push((await tryOut(pair.a, a, file)) ?? (await tryOut(pair.b, b, file)) ?? pair);
    }
    return found;
  });
}

function programsOf({ programs }: Worktree): readonly Program[] {
  return [
    ...THREAD_COUNTS.map((threads) => computeProgram(threads, programs)),
    ...THREAD_COUNTS.map((threads) => processProgram(threads, programs)),
  ];
}

/** An older commit may lack what a program uses. */
async function tryOut(program: Program, { label }: Worktree, file: string): Promise<Inability | null> {
  try {
    await runProgram(program, file);
    return null;
  } catch (error) {
    const reason =
      error instanceof Error ? (/^\w*Error: .*$/m.exec(error.message)?.[0] ?? error.message) : String(error);
    return { name: program.name, label, reason };
  }
}

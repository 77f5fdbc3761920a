import { execFileSync } from 'node:child_process';
import { cpus, totalmem } from 'node:os';

/** Where and of what figures were measured. */
export interface Machine {
  readonly date: string;
  /** The commit that is checked out, and whether files differ from it; null outside of git. */
  readonly commit: string | null;
  readonly processor: string;
  readonly cores: number;
  readonly gibibytes: number;
  readonly node: string;
}

/** This machine and checkout. */
export function describeMachine(): Machine {
  const processors = cpus();
  return {
    date: new Date().toISOString(),
    commit: checkedOut(),
    processor: processors[0]?.model.trim() ?? 'unknown',
    cores: processors.length,
    gibibytes: Math.round(totalmem() / 2 ** 30),
    node: process.version,
  };
}

/** The machine in a line. */
export function machineLine({ date, commit, processor, cores, gibibytes, node }: Machine): string {
  const day = date.slice(0, 10);
  return `${processor}, ${cores} cores, ${gibibytes} GiB, Node ${node}, ${day}, commit ${commit ?? 'unknown'}`;
}

function checkedOut(): string | null {
  try {
    const args = ['describe', '--always', '--dirty=, changed', '--exclude=*'];
    return execFileSync('git', args, { cwd: import.meta.dirname, encoding: 'utf8', stdio: 'pipe' }).trim();
  } catch {
    return null;
  }
}

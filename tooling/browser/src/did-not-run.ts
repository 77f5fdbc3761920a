import { appendFileSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';

/** Where `npm test` looks for what did not run, in the folder of a package. */
const NOTES_FILE = '.vitest/did-not-run.txt';

/** Where it is said; tests put their own here. */
export interface Voice {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly say: (line: string) => void;
  /** Keeps a line for the end of `npm test`, which shows no output of packages that pass. */
  readonly note: (line: string) => void;
}

/**
 * Says loudly that tests did not run.
 * @throws Error where `CI` is set: there they must.
 */
export function didNotRun(message: string, { env, say, note }: Voice = thisProcess()): void {
  if (env.CI) throw new Error(message);
  const line = '!'.repeat(Math.min(120, message.length));
  say(`\n${line}\n${message}\n${line}\n`);
  note(message);
}

/** This process, run in the folder of a package. */
export function thisProcess(): Voice {
  return {
    env: process.env,
    say: (line) => process.stderr.write(`${line}\n`),
    note: (line) => {
      mkdirSync(dirname(NOTES_FILE), { recursive: true });
      appendFileSync(NOTES_FILE, `${line}\n`);
    },
  };
}

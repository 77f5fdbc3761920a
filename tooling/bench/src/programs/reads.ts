import { join } from 'node:path';
import { runCommand } from '../run-command.ts';

/** Device pixels that every read is for. */
export const PIXELS = 3840;

/** Reads of the files in a process of their own: rows of a name, a number of reads, and figures in milliseconds. */
export async function runReads(paths: readonly string[]): Promise<readonly (readonly string[])[]> {
  const program = join(import.meta.dirname, 'reads-child.ts');
  return JSON.parse(await runCommand(process.execPath, ['--conditions=@orderflow/source', program, ...paths]));
}

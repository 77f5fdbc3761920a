import { join } from 'node:path';

/** A program that works on a file and prints its `Figures`. */
export interface Program {
  readonly name: string;
  readonly command: string;
  /** `FILE` stands for the file. */
  readonly args: readonly string[];
  /** Whether it writes into the file: it is given a fresh copy each time. */
  readonly stores: boolean;
}

/** How a program for Node is run. */
export interface NodeProgramOptions {
  readonly stores?: boolean;
  /** Its second argument, as JSON. */
  readonly options?: object;
  /** Where its source stands; beside this module by default. */
  readonly folder?: string | undefined;
}

/** Where a program's arguments have the file. */
export const FILE = '{file}';

/** A program for Node, run from its source. */
export function nodeProgram(
  name: string,
  script: string,
  { stores = false, options = {}, folder = import.meta.dirname }: NodeProgramOptions = {},
): Program {
  const args = ['--conditions=@orderflow/source', join(folder, script), FILE, JSON.stringify(options)];
  return { name, command: process.execPath, args, stores };
}

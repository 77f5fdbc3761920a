import { fileURLToPath } from 'node:url';

/** A program that works on a file and prints its `Figures`. */
export interface Program {
  readonly name: string;
  readonly command: string;
  /** `FILE` stands for the file. */
  readonly args: readonly string[];
  /** Whether it writes into the file: it is given a fresh copy each time. */
  readonly stores: boolean;
}

/** Where a program's arguments have the file. */
export const FILE = '{file}';

/** A program for Node beside this module, run from its source. */
export function nodeProgram(
  name: string,
  script: string,
  { stores = false, options = {} }: { readonly stores?: boolean; readonly options?: object } = {},
): Program {
  const path = fileURLToPath(new URL(script, import.meta.url));
  const args = ['--conditions=@orderflow/source', path, FILE, JSON.stringify(options)];
  return { name, command: process.execPath, args, stores };
}

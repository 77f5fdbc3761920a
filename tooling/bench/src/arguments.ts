import { parseArgs } from 'node:util';

/** What stands on the command line. */
export interface BenchArguments {
  readonly positionals: readonly string[];
  readonly scale: number;
  readonly rounds: number;
}

/** Says what is wrong with the command line. */
export class UsageError extends Error {}

/** Reads names and the flags `--scale` and `--rounds`. */
export function readArguments(args: readonly string[]): BenchArguments {
  const { values, positionals } = parse(args);
  const scale = Number(values.scale);
  if (!(scale > 0 && scale <= 10)) throw new UsageError(`--scale is ${values.scale}; give a number above 0, up to 10`);
  const rounds = Number(values.rounds);
  if (!(Number.isInteger(rounds) && rounds > 0)) {
    throw new UsageError(`--rounds is ${values.rounds}; give a whole number above 0`);
  }
  return { positionals, scale, rounds };
}

/** The given names, or all where none is given; throws where one is not among them. */
export function chooseMeasures(given: readonly string[], all: readonly string[]): readonly string[] {
  const unknown = given.find((name) => !all.includes(name));
  if (unknown !== undefined) throw new UsageError(`there is no measure ${unknown}; give some of ${all.join(', ')}`);
  return given.length === 0 ? all : all.filter((name) => given.includes(name));
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { scale: { type: 'string', default: '1' }, rounds: { type: 'string', default: '5' } },
    });
  } catch (cause) {
    throw new UsageError(cause instanceof Error ? cause.message : String(cause), { cause });
  }
}

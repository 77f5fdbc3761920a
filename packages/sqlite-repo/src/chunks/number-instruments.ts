import type { Source } from '../source/source.ts';

/** What a chunk says of instruments. */
interface Instruments {
  readonly instruments: Uint32Array;
  readonly instrumentNames: readonly string[];
}

/** The instruments of a chunk with the numbers that the source gives them. */
export function numberInstruments(source: Source, { instruments, instrumentNames }: Instruments): Instruments {
  const { names } = source.instruments;
  const numbers = instrumentNames.map((name) => source.instruments.numberOf(name));
  if (numbers.every((number, own) => number === own)) return { instruments, instrumentNames: names };
  return { instruments: instruments.map((own) => numbers[own] ?? own), instrumentNames: names };
}

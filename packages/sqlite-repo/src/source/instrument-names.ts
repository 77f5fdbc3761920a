import { NO_INSTRUMENT } from '@orderflow/core';

/** Numbers instruments in order of first appearance, for `instruments` columns. */
export class InstrumentNames {
  /** The names by number; it only ever grows. */
  readonly names: string[] = [];
  readonly #numbers = new Map<string, number>();

  /** The number of a name; `NO_INSTRUMENT` for null and the empty name. */
  numberOf(name: string | null): number {
    if (name === null || name === '') return NO_INSTRUMENT;
    const known = this.#numbers.get(name);
    if (known !== undefined) return known;
    this.#numbers.set(name, this.names.length);
    return this.names.push(name) - 1;
  }
}

import { NO_INSTRUMENT, OrderflowError } from '@orderflow/core';

/** Stands for bytes that are no UTF-8: names that differ in them only could not be told apart. */
const UNREADABLE = '\ufffd';
/** What is kept of each instrument would fill the memory. */
const MOST_INSTRUMENTS = 50_000;

/** Numbers instruments in order of first appearance, for `instruments` columns. */
export class InstrumentNames {
  /** The names by number; it only ever grows. */
  readonly names: string[] = [];
  readonly #numbers = new Map<string, number>();
  readonly #file: string | null;

  /** The names of a file, or of a few of its rows (null). */
  constructor(file: string | null = null) {
    this.#file = file;
  }

  /**
   * The number of a name; `NO_INSTRUMENT` for null, the empty name and one that is no UTF-8.
   * @throws OrderflowError `source-schema` for one more than a file may have.
   */
  numberOf(name: string | null): number {
    if (name === null) return NO_INSTRUMENT;
    const known = this.#numbers.get(name);
    if (known !== undefined) return known;
    if (!isReadableName(name)) return NO_INSTRUMENT;
    if (this.#file !== null && this.names.length === MOST_INSTRUMENTS) throw tooMany(this.#file);
    this.#numbers.set(name, this.names.length);
    return this.names.push(name) - 1;
  }
}

/** Whether a text names an instrument. */
export function isReadableName(name: string): boolean {
  return name !== '' && !name.includes(UNREADABLE);
}

function tooMany(file: string): OrderflowError {
  return new OrderflowError(
    'source-schema',
    `${file}: there are more than ${MOST_INSTRUMENTS} instruments; look at its column instrument, or split the file`,
  );
}

/** Why a level text cannot be used. */
export type PlainLevelProblem = 'unreadable-levels' | 'negative-level' | 'non-finite-level';

/** A level as the scanner's columns have it. */
export type PlainLevel = readonly [price: number, size: number, liquidationCount: number, orderCount: number];

const SPACES = /[ \t\n\v\f\r]*/y;
const NUMBER = /[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?/iy;
const WORD = /[a-z+-]{0,10}/iy;
const NON_FINITE = /^[+-]?(nan|inf(inity)?)$/i;

/** Reads the level text of a side as the rules say, on regular expressions; the first thing that is wrong decides. */
export function readLevelsPlainly(text: string): readonly PlainLevel[] | PlainLevelProblem {
  const reader = new PlainReader(text);
  try {
    return reader.readSide();
  } catch (error) {
    if (error instanceof Wrong) return error.reason;
    throw error;
  }
}

class Wrong extends Error {
  readonly reason: PlainLevelProblem;

  constructor(reason: PlainLevelProblem) {
    super(reason);
    this.reason = reason;
  }
}

class PlainReader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  readSide(): readonly PlainLevel[] {
    const levels: PlainLevel[] = [];
    if (this.#next() === '') return levels;
    this.#expect('[');
    if (this.#next() === ']') this.#at++;
    else {
      do levels.push(this.#readLevel());
      while (this.#take(','));
      this.#expect(']');
    }
    if (this.#next() !== '') throw new Wrong('unreadable-levels');
    return levels.filter(([, size]) => size > 0);
  }

  #readLevel(): PlainLevel {
    this.#expect('[');
    const fields: number[] = [];
    do {
      if (fields.length === 4) throw new Wrong('unreadable-levels');
      fields.push(this.#readField());
    } while (this.#take(','));
    if (fields.length < 2) throw new Wrong('unreadable-levels');
    this.#expect(']');
    const [price = 0, size = 0, liquidationCount = 0, orderCount = 0] = fields;
    return [price, size, liquidationCount, orderCount];
  }

  #readField(): number {
    const quote = this.#next();
    const isQuoted = quote === '"' || quote === "'";
    if (isQuoted) this.#at++;
    const digits = this.#match(NUMBER);
    if (digits === '') throw new Wrong(NON_FINITE.test(this.#match(WORD)) ? 'non-finite-level' : 'unreadable-levels');
    const isCutExponent = /[^e]$/i.test(digits) && !/e/i.test(digits) && /e/i.test(this.#text.charAt(this.#at));
    if (isCutExponent || (isQuoted && this.#text.charAt(this.#at++) !== quote)) throw new Wrong('unreadable-levels');
    const value = Number(digits) + 0;
    if (value < 0) throw new Wrong('negative-level');
    if (value === Number.POSITIVE_INFINITY) throw new Wrong('non-finite-level');
    return value;
  }

  #match(pattern: RegExp): string {
    pattern.lastIndex = this.#at;
    const [found = ''] = pattern.exec(this.#text) ?? [];
    this.#at += found.length;
    return found;
  }

  /** The character behind white space; empty at the end. */
  #next(): string {
    this.#match(SPACES);
    return this.#text.charAt(this.#at);
  }

  #take(character: string): boolean {
    const isThere = this.#next() === character;
    if (isThere) this.#at++;
    return isThere;
  }

  #expect(character: string): void {
    if (!this.#take(character)) throw new Wrong('unreadable-levels');
  }
}

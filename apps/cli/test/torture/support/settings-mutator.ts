import { isDeepStrictEqual } from 'node:util';

/** What stands in a file of settings, once it is parsed. */
type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

type Path = readonly (string | number)[];

const MOST_STEPS = 4;
const MOST_DEPTH = 6;
const NUMBERS = [
  ...[0, -0, 1, -1, 0.5, 1.5, 2, 3, 4, 5, 10, 256, 257, 1000, 10_000, 10_001, 86_400, 86_401, 1e6, 1e6 + 1, 5e-324],
  ...[2 ** 24, 2 ** 24 + 1, 2 ** 29, 2 ** 29 + 1, Number.MAX_SAFE_INTEGER, 2 ** 53, 1e21, 1e308],
  // `JSON.parse` makes them of 1e400.
  ...[Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY],
];
const TEXTS = [
  ...['', ' ', '0', '5', 'none', 'day', 'window', 'exact', 'safe', 'fast', 'delete', 'truncate', 'persist', 'memory'],
  ...['wal', 'off', 'normal', 'full', 'extra', 'null', 'WAL', '__proto__', '\0', '\u001b[2J', '\u2028', '\ud83d'],
  'x'.repeat(300),
];
const KEYS = [
  '__proto__',
  'constructor',
  'toString',
  'alerts',
  'Depth',
  'obiLevel',
  '',
  '0',
  'alerts.obiLevel',
  '\u009b',
];

/** Makes settings that are wrong in some way, or right in another, out of good ones: values, never texts. */
export class SettingsMutator {
  readonly #random: () => number;
  readonly #seeds: readonly Json[];
  readonly #keys: readonly string[];

  /** `seeds` are good settings, as `JSON.parse` gives them. */
  constructor(random: () => number, seeds: readonly unknown[]) {
    this.#random = random;
    this.#seeds = seeds as readonly Json[];
    this.#keys = [...KEYS, ...this.#seeds.flatMap((seed) => placesIn(seed).flatMap((path) => path.filter(isKey)))];
  }

  /** The next settings, in which one to four things have changed. */
  next(): unknown {
    let value = this.#pick(this.#seeds);
    for (let steps = 1 + this.#below(MOST_STEPS); steps > 0; steps--) value = this.#changed(value);
    return value;
  }

  #changed(value: Json): Json {
    const path = this.#pick(placesIn(value));
    const choice = this.#below(6);
    if (choice === 0 && path.length > 0) return without(value, path);
    if (choice === 1) return this.#with(value, path, [this.#pick(this.#keys)], this.#atom());
    if (choice === 2) return this.#grafted(value);
    return this.#with(value, path, [], this.#near(valueAt(value, path)));
  }

  /** With a piece of another seed put where it stood, or somewhere else. */
  #grafted(value: Json): Json {
    const seed = this.#pick(this.#seeds);
    const from = this.#pick(placesIn(seed));
    const to = this.#random() < 0.7 ? from : this.#pick(placesIn(value));
    return this.#with(value, to, [], valueAt(seed, from));
  }

  #with(value: Json, path: Path, more: Path, piece: Json): Json {
    const full = [...path, ...more];
    return full.length > MOST_DEPTH ? value : replaced(value, full, piece);
  }

  /** Something like a value, or nothing like it. */
  #near(value: Json): Json {
    if (this.#random() < 0.4) return this.#atom();
    if (typeof value === 'number') return this.#nearNumber(value);
    if (typeof value === 'string') return this.#nearText(value);
    if (Array.isArray(value)) return this.#random() < 0.5 ? [...value, this.#atom()] : value.slice(1);
    return this.#pick<Json>([[value], { value }, JSON.stringify(value), value]);
  }

  #nearNumber(value: number): Json {
    const size = 10 ** (this.#below(7) - 3);
    return this.#pick<Json>([
      value + 1,
      value - 1,
      value * size,
      -value,
      value + this.#random() * size,
      this.#below(1000),
      String(value),
      [value],
    ]);
  }

  #nearText(text: string): Json {
    const at = this.#below(text.length + 1);
    const letter = String.fromCharCode(this.#below(this.#random() < 0.8 ? 128 : 0x10000));
    return this.#pick<Json>([
      text.slice(0, at),
      text.slice(0, at) + letter + text.slice(at),
      text.toUpperCase(),
      text + text,
      [text],
    ]);
  }

  #atom(): Json {
    const choice = this.#below(9);
    if (choice < 4) return this.#pick(NUMBERS);
    if (choice < 7) return this.#pick(TEXTS);
    return choice === 7 ? this.#random() * 10 ** (this.#below(12) - 2) : this.#pick<Json>([null, true, false, [], {}]);
  }

  #pick<Item>(items: readonly Item[]): Item {
    return items[this.#below(items.length)]!;
  }

  #below(limit: number): number {
    return Math.floor(this.#random() * limit);
  }
}

function isKey(part: string | number): part is string {
  return typeof part === 'string';
}

function isBranch(value: Json | undefined): value is readonly Json[] | { readonly [key: string]: Json } {
  return typeof value === 'object' && value !== null;
}

function entriesOf(value: Json): readonly (readonly [string | number, Json])[] {
  if (!isBranch(value)) return [];
  return Array.isArray(value) ? [...value.entries()] : Object.entries(value);
}

/** Where something stands, the whole among them. */
function placesIn(value: Json): readonly Path[] {
  return [[], ...entriesOf(value).flatMap(([key, inner]) => placesIn(inner).map((path) => [key, ...path]))];
}

function valueAt(value: Json, [first, ...rest]: Path): Json {
  if (first === undefined) return value;
  const inner = entriesOf(value).find(([key]) => isDeepStrictEqual(key, first));
  return inner === undefined ? null : valueAt(inner[1], rest);
}

/** A copy with a piece at a place, which is made where there is none; keys are own ones, as those of `JSON.parse`. */
function replaced(value: Json, [first, ...rest]: Path, piece: Json): Json {
  if (first === undefined) return piece;
  const entries = new Map(entriesOf(value));
  entries.set(first, replaced(entries.get(first) ?? null, rest, piece));
  return like(value, entries);
}

function without(value: Json, [first, ...rest]: Path): Json {
  const entries = new Map(entriesOf(value));
  if (first === undefined) return value;
  if (rest.length === 0) entries.delete(first);
  else entries.set(first, without(entries.get(first) ?? null, rest));
  return like(value, entries);
}

function like(value: Json, entries: ReadonlyMap<string | number, Json>): Json {
  return Array.isArray(value) && [...entries.keys()].every((key) => typeof key === 'number')
    ? [...entries.values()]
    : Object.fromEntries(entries);
}

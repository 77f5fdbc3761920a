import { didYouMean } from '../output/did-you-mean.ts';
import type { Log } from '../output/log.ts';
import { escapeControls, printable } from '../output/printable.ts';

/** A strategy may ask for names that it makes up, without end. */
const MOST_NAMES = 1000;

/** Which parameters the strategies of a file asked for, whether they were given or not. */
export class ParameterReads {
  readonly #names = new Set<string>();

  get names(): ReadonlySet<string> {
    return this.#names;
  }

  /** The same values, which note what is read of them: all where they are listed, as spreading them does. */
  watch<Values extends object>(values: Values): Values {
    const note = (name: string | symbol) => this.#note(name);
    return new Proxy(values, {
      get(target, name, receiver) {
        note(name);
        return Reflect.get(target, name, receiver);
      },
      has(target, name) {
        note(name);
        return Reflect.has(target, name);
      },
      getOwnPropertyDescriptor(target, name) {
        note(name);
        return Reflect.getOwnPropertyDescriptor(target, name);
      },
      ownKeys(target) {
        for (const name of Object.keys(target)) note(name);
        return Reflect.ownKeys(target);
      },
    });
  }

  /** Notes what was read elsewhere, as in another thread. */
  add(names: Iterable<string>): void {
    for (const name of names) this.#note(name);
  }

  /** Warns of every parameter that was given and never read: it may be mistyped. */
  warnOfUnread(given: Iterable<string>, log: Pick<Log, 'warn'>): void {
    const names = new Set(given);
    const others = [...this.#names].filter((name) => !names.has(name));
    for (const name of names) {
      if (this.#names.has(name)) continue;
      const meant = escapeControls(didYouMean(name, others));
      log.warn(`--param ${printable(name)} changed nothing: the strategy never read it${meant}`);
    }
  }

  #note(name: string | symbol): void {
    if (typeof name === 'string' && this.#names.size < MOST_NAMES) this.#names.add(name);
  }
}

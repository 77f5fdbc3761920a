import { didYouMean } from '../output/did-you-mean.ts';
import { printable } from '../output/printable.ts';

/** What a backtest calls of a strategy that trades. */
export const CALLBACKS = ['onStart', 'onBook', 'onTrade', 'onFill', 'onOrder', 'onTimer', 'onEnd'] as const;

/** A strategy's parts, by name. */
export type StrategyParts = Readonly<Record<string, unknown>>;

/** The methods of a strategy that are named as callbacks are, and are none. */
export function mistakenCallbacks(parts: StrategyParts): readonly string[] {
  const names = new Set<string>();
  // A method of a class stands on its prototype, or on that of the class that it extends.
  for (let place: object = parts; place !== null && place !== Object.prototype; place = Object.getPrototypeOf(place)) {
    for (const name of Object.getOwnPropertyNames(place)) names.add(name);
  }
  return [...names].filter((name) => isMistaken(name, parts));
}

/** What is wrong with a method that is named as callbacks are. */
export function describeMistaken(name: string): string {
  const meant = didYouMean(name, CALLBACKS);
  return `has ${printable(name)}, which is none of the callbacks ${CALLBACKS.join(', ')}: no backtest calls it${meant}`;
}

function isMistaken(name: string, parts: StrategyParts): boolean {
  const isNamedSo = /^on[A-Z]\w*$/.test(name) && !CALLBACKS.some((callback) => callback === name);
  return isNamedSo && typeof parts[name] === 'function' && !isForAnalysis(name, parts);
}

/** One file may do for `analyze` too. */
function isForAnalysis(name: string, { finish }: StrategyParts): boolean {
  return name === 'onBooktick' && typeof finish === 'function';
}

import { EXIT_CODES } from './exit-code.ts';

/** What signals come from, and can end. */
export interface SignalSource {
  on(signal: 'SIGINT' | 'SIGTERM', listener: (signal: 'SIGINT' | 'SIGTERM') => void): unknown;
  /** Ends the process at once. */
  endBy(signal: 'SIGINT' | 'SIGTERM'): void;
}

/** One Ctrl-C reaches us twice where npm runs us: from the terminal, and handed on by npm. */
const ECHO_MS = 500;

/**
 * Turns Ctrl-C and SIGTERM into a wish to stop: work looks at `aborted` after each batch. A second signal ends the
 * process at once, unless it is the first again within half a second.
 */
export class Interruption {
  #signal: 'SIGINT' | 'SIGTERM' | null = null;

  /** Listens to `source`; `onFirst` is called once, when the wish is made. `now` gives milliseconds. */
  constructor(source: SignalSource, onFirst: () => void, now: () => number) {
    let firstAt = 0;
    const listener = (signal: 'SIGINT' | 'SIGTERM') => {
      if (this.#signal === signal && now() - firstAt < ECHO_MS) return;
      if (this.#signal !== null) {
        source.endBy(signal);
        return;
      }
      firstAt = now();
      this.#signal = signal;
      onFirst();
    };
    source.on('SIGINT', listener);
    source.on('SIGTERM', listener);
  }

  /** Whether work should stop after its current batch. */
  get aborted(): boolean {
    return this.#signal !== null;
  }

  /** 143 after SIGTERM, else 130. */
  get exitCode(): number {
    return exitCodeOfSignal(this.#signal);
  }
}

/** As shells tell that a signal ended a command. */
export function exitCodeOfSignal(signal: 'SIGINT' | 'SIGTERM' | null): number {
  return signal === 'SIGTERM' ? EXIT_CODES.terminated : EXIT_CODES.interrupted;
}

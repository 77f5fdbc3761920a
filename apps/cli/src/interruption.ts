import { EXIT_CODES } from './exit-code.ts';

/** The part of Node's `process` that signals come from. */
export interface SignalSource {
  on(signal: 'SIGINT' | 'SIGTERM', listener: (signal: 'SIGINT' | 'SIGTERM') => void): unknown;
  exit(code: number): unknown;
}

/**
 * Turns Ctrl-C and SIGTERM into a wish to stop: work looks at `aborted` after each batch. The second signal ends the
 * process at once.
 */
export class Interruption {
  #signal: 'SIGINT' | 'SIGTERM' | null = null;

  /** Listens to `source`; `onFirst` is called once, when the wish is made. */
  constructor(source: SignalSource, onFirst: () => void) {
    const listener = (signal: 'SIGINT' | 'SIGTERM') => {
      if (this.#signal !== null) source.exit(exitCodeOf(signal));
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
    return exitCodeOf(this.#signal);
  }
}

function exitCodeOf(signal: 'SIGINT' | 'SIGTERM' | null): number {
  return signal === 'SIGTERM' ? EXIT_CODES.terminated : EXIT_CODES.interrupted;
}

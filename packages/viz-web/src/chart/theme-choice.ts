import type { ThemeName } from '../model/theme.ts';

/** The theme that is drawn: the one chosen, or the system's, which is followed. */
export class ThemeChoice {
  readonly #isDark: MediaQueryList = matchMedia('(prefers-color-scheme: dark)');
  readonly #onChange: () => void;
  #choice: ThemeName | 'system' = 'system';

  constructor(choice: ThemeName | 'system', onChange: () => void, signal: AbortSignal) {
    this.#choice = choice;
    this.#onChange = onChange;
    this.#isDark.addEventListener('change', onChange, { signal });
  }

  /** What is drawn. */
  get name(): ThemeName {
    if (this.#choice !== 'system') return this.#choice;
    return this.#isDark.matches ? 'dark' : 'light';
  }

  /** Chooses a theme. */
  choose(choice: ThemeName | 'system'): void {
    this.#choice = choice;
    this.#onChange();
  }
}

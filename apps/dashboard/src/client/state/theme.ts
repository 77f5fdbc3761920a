import { type Accessor, createEffect, createMemo, createSignal, onCleanup } from 'solid-js';
import { THEME_CHOICES, type ThemeChoice } from './view-state.ts';
import type { ViewStore } from './view-store.ts';

const KEY = 'orderflow-theme';

/** The colours that are on the screen. */
export type Theme = 'dark' | 'light';

/** The colours, and the choice behind them. */
export interface ThemeStore {
  readonly theme: Accessor<Theme>;
  readonly choice: Accessor<ThemeChoice>;
  readonly choose: (choice: ThemeChoice) => void;
}

/** Colours by the link, else by what this browser last chose, else by the system; the page wears them. */
export function createTheme(store: ViewStore): ThemeStore {
  const [kept, setKept] = createSignal(keptChoice());
  const isSystemDark = createSystemDark();
  const choice = () => store.view().theme ?? kept();
  const theme = createMemo((): Theme => {
    const chosen = choice();
    if (chosen !== 'system') return chosen;
    return isSystemDark() ? 'dark' : 'light';
  });
  createEffect(() => {
    document.documentElement.dataset.theme = theme();
  });
  const choose = (next: ThemeChoice) => {
    keepChoice(next);
    setKept(next);
    store.change({ theme: next }, 'touch');
  };
  return { theme, choice, choose };
}

function createSystemDark(): Accessor<boolean> {
  const query = matchMedia('(prefers-color-scheme: dark)');
  const [isDark, setDark] = createSignal(query.matches);
  const follow = () => setDark(query.matches);
  query.addEventListener('change', follow);
  onCleanup(() => query.removeEventListener('change', follow));
  return isDark;
}

function keptChoice(): ThemeChoice {
  const kept = readKept();
  return THEME_CHOICES.find((choice) => choice === kept) ?? 'system';
}

function readKept(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

function keepChoice(choice: ThemeChoice): void {
  try {
    localStorage.setItem(KEY, choice);
  } catch {
    // A browser that keeps nothing still shows the choice.
  }
}

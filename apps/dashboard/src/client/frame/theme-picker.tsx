import { For, type JSX } from 'solid-js';
import { THEME_CHOICES, type ThemeChoice } from '../state/view-state.ts';
import { useDashboard } from './dashboard-context.ts';

const NAMES: Readonly<Record<ThemeChoice, string>> = { system: 'System', dark: 'Dark', light: 'Light' };

/** Chooses the colours. */
export function ThemePicker(): JSX.Element {
  const { choice, choose } = useDashboard();
  return (
    <span class="theme">
      <svg width="14" height="14" viewBox="0 0 14 14" aria-hidden="true">
        <circle cx="7" cy="7" r="6" fill="none" stroke="currentColor" stroke-width="1.5" />
        <path d="M7 1a6 6 0 0 1 0 12z" fill="currentColor" />
      </svg>
      <select
        class="select"
        aria-label="Colours"
        title="Colours"
        value={choice()}
        onChange={(event) => choose(event.currentTarget.value as ThemeChoice)}
      >
        <For each={THEME_CHOICES}>{(name) => <option value={name}>{NAMES[name]}</option>}</For>
      </select>
    </span>
  );
}

import { For, type JSX } from 'solid-js';
import { THEME_CHOICES, type ThemeChoice } from '../state/view-state.ts';
import { useDashboard } from './dashboard-context.ts';

const NAMES: Readonly<Record<ThemeChoice, string>> = { system: 'System', dark: 'Dark', light: 'Light' };

/** Chooses the colours. */
export function ThemePicker(): JSX.Element {
  const { choice, choose } = useDashboard();
  return (
    <select
      class="select theme"
      aria-label="Colours"
      value={choice()}
      onChange={(event) => choose(event.currentTarget.value as ThemeChoice)}
    >
      <For each={THEME_CHOICES}>{(name) => <option value={name}>{NAMES[name]}</option>}</For>
    </select>
  );
}

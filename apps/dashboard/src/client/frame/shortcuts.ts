import type { ViewName } from '../state/view-state.ts';

/** A key, and what it does. */
interface Shortcut {
  readonly keys: readonly string[];
  readonly does: string;
}

/** A group of shortcuts under one heading. */
interface ShortcutGroup {
  readonly title: string;
  readonly shortcuts: readonly Shortcut[];
}

/** All that hands and keys do, for the help. */
export const SHORTCUT_GROUPS: readonly ShortcutGroup[] = [
  {
    title: 'Keys in the chart',
    shortcuts: [
      { keys: ['←', '→'], does: 'One bar back or on' },
      { keys: ['PgUp', 'PgDn'], does: 'Ten bars back or on' },
      { keys: ['Home', 'End'], does: 'First or last bar' },
      { keys: ['+', '−'], does: 'Zoom in or out' },
      { keys: ['Shift+←', 'Shift+→'], does: 'Crosshair one step back or on' },
      { keys: ['Enter'], does: 'Proof of the point at the crosshair; of a fill, what explains it' },
    ],
  },
  {
    title: 'Mouse and touch',
    shortcuts: [
      { keys: ['Wheel', 'Pinch'], does: 'Zoom at the cursor' },
      { keys: ['Drag', 'Shift+Wheel'], does: 'Pan' },
      { keys: ['Click'], does: 'Proof of that point; on a fill, what explains it' },
      { keys: ['Double-click'], does: 'Fit everything' },
      { keys: ['Drag an axis'], does: 'Scale it; a double-click resets it' },
      { keys: ['Shift+Drag'], does: 'Ruler: bars, time, price, delta, volume' },
      { keys: ['Long press'], does: 'Crosshair' },
    ],
  },
  {
    title: 'Keys everywhere',
    shortcuts: [
      { keys: ['g'], does: 'Go to a date' },
      { keys: ['r'], does: 'Last bars, every axis by its data' },
      { keys: ['l'], does: 'Ladder at the cursor' },
      { keys: ['p'], does: 'Pin the moment at the crosshair, or let it go' },
      { keys: ['a'], does: 'Start the CVD at the crosshair, or where the data begin' },
      { keys: ['o'], does: 'OBI axis from −1 to 1, or by the data' },
      { keys: ['1', '2', '3', '4', '5'], does: 'Chart, summary, quality, sources, runs' },
      { keys: ['?'], does: 'This help' },
      { keys: ['Esc'], does: 'Close what is open' },
    ],
  },
];

/** What a key asks of the whole dashboard. */
export type DashboardKey =
  | 'go-to-date'
  | 'help'
  | 'reset'
  | 'ladder'
  | 'pin'
  | 'anchor'
  | 'obi-axis'
  | 'proof'
  | 'close'
  | ViewName;

const KEYS: Readonly<Record<string, DashboardKey>> = {
  g: 'go-to-date',
  '?': 'help',
  r: 'reset',
  l: 'ladder',
  p: 'pin',
  a: 'anchor',
  o: 'obi-axis',
  Enter: 'proof',
  Escape: 'close',
  '1': 'chart',
  '2': 'summary',
  '3': 'quality',
  '4': 'sources',
  '5': 'runs',
};

/** A key press as far as shortcuts look at it. */
export interface KeyPress {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  /** Whether it went into a field that takes text or a choice. */
  readonly isTyping: boolean;
}

/** What a key press asks for; null where it is none of the dashboard's. */
export function dashboardKeyOf({ key, ctrlKey, metaKey, altKey, isTyping }: KeyPress): DashboardKey | null {
  if (ctrlKey || metaKey || altKey || isTyping) return null;
  return KEYS[key] ?? null;
}

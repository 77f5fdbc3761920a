import { onCleanup } from 'solid-js';
import type { Dashboard } from '../frame/dashboard-context.ts';
import { isTyping } from '../frame/is-typing.ts';
import { type DashboardKey, dashboardKeyOf } from '../frame/shortcuts.ts';
import type { ChartActions } from './chart-actions.ts';

/** Keys of the chart's page, before the chart itself sees them. */
export function followChartKeys({ view }: Dashboard, actions: ChartActions): void {
  const commands = commandsOf(actions);
  const isFree = (key: DashboardKey) => {
    // Where fills are on the chart, it knows whether the crosshair stands at one.
    if (key === 'proof') return view().runs.length === 0 && isChart(document.activeElement);
    return key !== 'close' || view().fill !== null || view().proof !== null || view().hasLadder;
  };
  const follow = (event: KeyboardEvent) => {
    const { key, ctrlKey, metaKey, altKey, target } = event;
    if (document.querySelector('dialog[open], .menu-body') !== null) return;
    const asked = dashboardKeyOf({ key, ctrlKey, metaKey, altKey, isTyping: isTyping(target) });
    const command = asked === null ? undefined : commands[asked];
    if (asked === null || command === undefined || !isFree(asked)) return;
    event.preventDefault();
    event.stopPropagation();
    command();
  };
  document.addEventListener('keydown', follow, true);
  onCleanup(() => document.removeEventListener('keydown', follow, true));
}

function commandsOf(actions: ChartActions): Partial<Record<DashboardKey, () => void>> {
  return {
    'go-to-date': actions.openGoTo,
    reset: actions.reset,
    ladder: actions.toggleLadder,
    pin: () => actions.togglePin(),
    anchor: () => actions.toggleAnchor(),
    'obi-axis': actions.toggleObiAxis,
    proof: actions.prove,
    close: actions.closePanel,
  };
}

/** Enter belongs to buttons and links elsewhere. */
function isChart(element: Element | null): boolean {
  return element?.getAttribute('aria-roledescription') === 'chart';
}

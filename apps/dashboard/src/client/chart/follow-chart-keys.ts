import { onCleanup } from 'solid-js';
import type { Dashboard } from '../frame/dashboard-context.ts';
import { isTyping } from '../frame/is-typing.ts';
import { type DashboardKey, dashboardKeyOf } from '../frame/shortcuts.ts';
import type { ChartActions } from './chart-actions.ts';

/** Keys of the chart's page, before the chart itself sees them. */
export function followChartKeys({ view }: Dashboard, actions: ChartActions): void {
  const hasPanel = () => view().proof !== null || view().hasLadder;
  const actionOf = (key: DashboardKey | null): (() => void) | null => {
    switch (key) {
      case 'go-to-date':
        return actions.openGoTo;
      case 'ladder':
        return actions.toggleLadder;
      case 'pin':
        return () => actions.togglePin();
      case 'anchor':
        return () => actions.toggleAnchor();
      case 'obi-axis':
        return actions.toggleObiAxis;
      case 'proof':
        return isChart(document.activeElement) ? actions.prove : null;
      case 'close':
        return hasPanel() ? actions.closePanel : null;
      default:
        return null;
    }
  };
  const follow = (event: KeyboardEvent) => {
    const { key, ctrlKey, metaKey, altKey, target } = event;
    if (document.querySelector('dialog[open], .menu-body') !== null) return;
    const action = actionOf(dashboardKeyOf({ key, ctrlKey, metaKey, altKey, isTyping: isTyping(target) }));
    if (action === null) return;
    event.preventDefault();
    event.stopPropagation();
    action();
  };
  document.addEventListener('keydown', follow, true);
  onCleanup(() => document.removeEventListener('keydown', follow, true));
}

/** Enter belongs to buttons and links elsewhere. */
function isChart(element: Element | null): boolean {
  return element?.getAttribute('aria-roledescription') === 'chart';
}

import { fairWindow } from '@orderflow/viz-web/chart';
import type { Dashboard } from '../frame/dashboard-context.ts';
import { otherObiAxis } from '../state/other-obi-axis.ts';
import { rangeAround, rangeEndingAt } from '../state/range-presets.ts';
import { BAR_PRESETS, type Span } from '../state/view-state.ts';
import type { ChartActions } from './chart-actions.ts';
import type { ChartLink } from './chart-link.ts';

/** What the toolbar, the panels and the keys ask of the chart, as changes of the view. */
export function createChartActions(dashboard: Dashboard, link: ChartLink, openGoTo: () => void): ChartActions {
  const { view, change, data, barSeconds } = dashboard;
  const shown = () => link.viewport() ?? data();
  const show = (range: Span) => change({ range, barSeconds: fairWindow(range, barSeconds(), BAR_PRESETS) });
  const here = () => link.crosshair()?.time ?? shown().end;
  return {
    fit: () => show(data()),
    reset: () => {
      change({ range: null, isObiFixed: false, scales: {} });
      link.chart()?.reset();
    },
    showLast: (ms) => show(rangeEndingAt(shown().end, ms, data())),
    openGoTo,
    goTo: (at) => change({ range: rangeAround(at, shown()) }),
    toggleLadder: () => change({ hasLadder: !view().hasLadder, proof: null, fill: null }),
    togglePin: (at = here()) => change({ pin: view().pin === null ? at : null }),
    prove: () => change({ proof: here(), fill: null }),
    toggleAnchor: (at = here()) => change({ anchor: view().anchor === null ? at : null }),
    toggleObiAxis: () => change(otherObiAxis(view())),
    closePanel: () => {
      const { fill, proof } = view();
      if (fill !== null) change({ fill: null });
      else change(proof === null ? { hasLadder: false } : { proof: null });
    },
  };
}

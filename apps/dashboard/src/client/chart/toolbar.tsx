import type { JSX } from 'solid-js';
import { useDashboard } from '../frame/dashboard-context.ts';
import { InstrumentPicker } from '../parts/instrument-picker.tsx';
import { BarPicker } from './bar-picker.tsx';
import type { ChartActions } from './chart-actions.ts';
import { DepthPicker } from './depth-picker.tsx';
import { RangePicker } from './range-picker.tsx';
import { ShowMenu } from './show-menu.tsx';

/** What the chart shows: instrument, bar size, range, depth and extras. */
export function Toolbar(props: { readonly actions: ChartActions }): JSX.Element {
  const { change, view, barSeconds } = useDashboard();
  return (
    <div class="toolbar" role="toolbar" aria-label="Chart">
      <InstrumentPicker />
      <BarPicker seconds={barSeconds()} onPick={(barSeconds) => change({ barSeconds })} />
      <RangePicker actions={props.actions} />
      <button type="button" class="button" title="Go to a date (g)" onClick={() => props.actions.openGoTo()}>
        Go to …
      </button>
      <div class="toolbar-end">
        <DepthPicker />
        <button
          type="button"
          class="button"
          title="Depth ladder at the cursor (l)"
          aria-pressed={view().hasLadder}
          onClick={() => props.actions.toggleLadder()}
        >
          Ladder
        </button>
        <ShowMenu />
      </div>
    </div>
  );
}

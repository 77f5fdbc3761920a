import { For, type JSX, Show } from 'solid-js';
import { useDashboard } from '../frame/dashboard-context.ts';
import type { ViewState } from '../state/view-state.ts';

const DEPTHS = [1, 3, 5, 10, 20, 50, 100];

/** Levels a side that the OBI is taken over. */
export function DepthPicker(): JSX.Element {
  const { view, change, settings } = useDashboard();
  const depths = () => [...new Set([...DEPTHS, ...(typeof view().depth === 'number' ? [Number(view().depth)] : [])])];
  const stored = () => {
    const depth = settings.value()?.metrics.depth;
    if (depth === undefined) return 'as set';
    return depth === null ? 'all levels' : `best ${depth}`;
  };
  const pick = (value: string) => change({ depth: depthOf(value) });
  return (
    <label class="field">
      <span class="field-name">OBI of</span>
      <select
        class="select"
        aria-label="Levels a side that the OBI is taken over"
        value={view().depth ?? ''}
        onChange={(event) => pick(event.currentTarget.value)}
      >
        <option value="">{stored()}</option>
        <Show when={settings.value()?.metrics.depth !== null}>
          <option value="all">all levels</option>
        </Show>
        <For each={depths().sort((a, b) => a - b)}>{(depth) => <option value={depth}>best {depth}</option>}</For>
      </select>
    </label>
  );
}

function depthOf(value: string): ViewState['depth'] {
  if (value === '' || value === 'all') return value || null;
  return Number(value);
}

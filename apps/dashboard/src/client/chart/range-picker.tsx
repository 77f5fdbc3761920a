import { For, type JSX } from 'solid-js';
import { RANGE_PRESETS } from '../state/range-presets.ts';
import type { ChartActions } from './chart-actions.ts';

/** Lengths of time to look at, and all of it. */
export function RangePicker(props: { readonly actions: ChartActions }): JSX.Element {
  const pick = (value: string) => (value === 'all' ? props.actions.fit() : props.actions.showLast(Number(value)));
  return (
    <select
      class="select"
      aria-label="Range"
      value=""
      onChange={(event) => {
        pick(event.currentTarget.value);
        event.currentTarget.value = '';
      }}
    >
      <option value="" disabled selected>
        Range
      </option>
      <For each={RANGE_PRESETS}>{({ ms, name }) => <option value={ms}>{name}</option>}</For>
      <option value="all">Everything</option>
    </select>
  );
}

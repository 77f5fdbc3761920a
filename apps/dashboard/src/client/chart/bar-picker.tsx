import { formatWindow } from '@orderflow/viz-web/chart';
import { For, type JSX } from 'solid-js';
import { BAR_PRESETS } from '../state/view-state.ts';

interface BarPickerProps {
  readonly seconds: number;
  readonly onPick: (seconds: number) => void;
}

/** Bar sizes: a row of buttons, or a list where there is little room. */
export function BarPicker(props: BarPickerProps): JSX.Element {
  const sizes = () => [...new Set([...BAR_PRESETS, props.seconds])].sort((a, b) => a - b);
  return (
    <>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset does not lay out inline everywhere. */}
      <div class="segments only-wide" role="group" aria-label="Bar size">
        <For each={sizes()}>
          {(seconds) => (
            <button
              type="button"
              class="segment"
              aria-pressed={seconds === props.seconds}
              onClick={() => props.onPick(seconds)}
            >
              {formatWindow(seconds)}
            </button>
          )}
        </For>
      </div>
      <select
        class="select only-narrow"
        aria-label="Bar size"
        value={props.seconds}
        onChange={(event) => props.onPick(Number(event.currentTarget.value))}
      >
        <For each={sizes()}>{(seconds) => <option value={seconds}>{formatWindow(seconds)} bars</option>}</For>
      </select>
    </>
  );
}

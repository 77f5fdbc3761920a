import { For, type JSX, Show } from 'solid-js';
import { useDashboard } from '../frame/dashboard-context.ts';

/** Chooses the instrument; its name alone where there is one only. */
export function InstrumentPicker(): JSX.Element {
  const { instrument, instruments, change } = useDashboard();
  const pick = (name: string) => change({ instrument: name, range: null, proof: null, anchor: null, pin: null });
  return (
    <Show when={instruments().length > 1} fallback={<strong class="instrument">{instrument()?.instrument}</strong>}>
      <select
        class="select"
        aria-label="Instrument"
        value={instrument()?.instrument}
        onChange={(event) => pick(event.currentTarget.value)}
      >
        <For each={instruments()}>{({ instrument: name }) => <option value={name}>{name}</option>}</For>
      </select>
    </Show>
  );
}

import { For, type JSX, Show } from 'solid-js';
import { useDashboard } from '../frame/dashboard-context.ts';

/** Chooses the instrument, and the file where several hold the same time; names alone where there is one only. */
export function InstrumentPicker(): JSX.Element {
  const { instrument, instruments, file, fileChoices, change } = useDashboard();
  const elsewhere = { range: null, proof: null, anchor: null, pin: null, scales: {} };
  return (
    <>
      <Show when={instruments().length > 1} fallback={<strong class="instrument">{instrument()?.instrument}</strong>}>
        <select
          class="select"
          aria-label="Instrument"
          value={instrument()?.instrument}
          onChange={(event) => change({ ...elsewhere, instrument: event.currentTarget.value, file: null })}
        >
          <For each={instruments()}>{({ instrument: name }) => <option value={name}>{name}</option>}</For>
        </select>
      </Show>
      <Show when={file() !== null && fileChoices().length > 0}>
        <select
          class="select"
          aria-label="File"
          value={file() ?? ''}
          onChange={(event) => change({ ...elsewhere, file: event.currentTarget.value })}
        >
          <For each={fileChoices()}>{({ id, name }) => <option value={id}>{name}</option>}</For>
        </select>
      </Show>
    </>
  );
}

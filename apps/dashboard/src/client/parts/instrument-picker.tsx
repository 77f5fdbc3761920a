import { For, type JSX, Show } from 'solid-js';
import { useDashboard } from '../frame/dashboard-context.ts';
import { cutNames } from './cut-names.ts';

/** Of a file's name. */
const MOST_CHARACTERS = 26;

/** Chooses the instrument, and the file where several hold the same time; names alone where there is one only. */
export function InstrumentPicker(): JSX.Element {
  const { instrument, instruments, file, fileChoices, change } = useDashboard();
  const elsewhere = { range: null, proof: null, anchor: null, pin: null, scales: {} };
  const names = () =>
    cutNames(
      fileChoices().map(({ name }) => name),
      MOST_CHARACTERS,
    );
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
          class="select file-select"
          aria-label="File"
          title={fileChoices().find(({ id }) => id === file())?.name}
          value={file() ?? ''}
          onChange={(event) => change({ ...elsewhere, file: event.currentTarget.value })}
        >
          <For each={fileChoices()}>{({ id }, index) => <option value={id}>{names()[index()]}</option>}</For>
        </select>
      </Show>
    </>
  );
}

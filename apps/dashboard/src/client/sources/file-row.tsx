import { For, type JSX, Match, Show, Switch } from 'solid-js';
import type { FileInfo } from '../api/api-types.ts';
import { useDashboard } from '../frame/dashboard-context.ts';
import { bytesText } from '../parts/count-text.ts';
import { FileName } from '../parts/file-name.tsx';
import { ProgressBar } from '../parts/progress-bar.tsx';
import { SteadyDates } from '../parts/steady-dates.tsx';
import { ViewLink } from '../parts/view-link.tsx';
import type { ViewState } from '../state/view-state.ts';
import { heldText } from './span-text.ts';
import { canBeProcessed, whyNot } from './why-not.ts';

/** A file: what is in it, and what can be done with it. */
export function FileRow(props: { readonly file: FileInfo }): JSX.Element {
  const { sources, processing } = useDashboard();
  const job = () => processing.running()?.files.find(({ id }) => id === props.file.id);
  const canProcess = () => sources.value()?.canProcess && processing.running() === null && canBeProcessed(props.file);
  return (
    <tr>
      <th scope="row">
        <span class="file-name-text">
          <FileName name={props.file.name} />
        </span>
      </th>
      <td class="wrap">
        <Show when={props.file.problem !== null} fallback={<Spans file={props.file} />}>
          <span class="alert">{whyNot(props.file)}</span>
        </Show>
      </td>
      <td class="number">{bytesText(props.file.bytes)}</td>
      <td class="file-state">
        <Show when={job()} fallback={<FileState file={props.file} />}>
          {(running) => (
            <>
              <span class="pill busy">{running().status === 'waiting' ? 'Waiting' : 'Processing'}</span>
              <ProgressBar
                label={`Processing ${props.file.name}`}
                fraction={running().totalRows === 0 ? 0 : running().rows / running().totalRows}
              />
            </>
          )}
        </Show>
      </td>
      <td class="number">
        <Show when={canProcess()}>
          <button
            type="button"
            class="button small"
            aria-label={`${props.file.state === 'stored' ? 'Process again' : 'Process'}: ${props.file.name}`}
            onClick={() => processing.start([props.file.id], props.file.state === 'stored')}
          >
            {props.file.state === 'stored' ? 'Process again' : 'Process'}
          </button>
        </Show>
      </td>
    </tr>
  );
}

function Spans(props: { readonly file: FileInfo }): JSX.Element {
  const { instruments } = useDashboard();
  const isOverlapped = (name: string) => instruments().find(({ instrument }) => instrument === name)?.overlap != null;
  const placeOf = (instrument: string): Partial<ViewState> => ({
    ...{ view: 'chart', range: null, proof: null, anchor: null, pin: null, scales: {} },
    instrument,
    file: isOverlapped(instrument) ? props.file.id : null,
  });
  return (
    <ul class="span-list">
      <For each={props.file.instruments}>
        {(span) => (
          <li>
            <ViewLink to={placeOf(span.instrument)}>{span.instrument}</ViewLink>{' '}
            <span class="dim">
              <SteadyDates text={heldText(span)} />
            </span>
          </li>
        )}
      </For>
    </ul>
  );
}

function FileState(props: { readonly file: FileInfo }): JSX.Element {
  return (
    <Switch>
      <Match when={props.file.state === 'stored'}>
        <span class="pill good">Processed</span>
        <Show when={props.file.reason !== null}>
          <div class="dim meaning">{whyNot(props.file)}</div>
        </Show>
      </Match>
      <Match when={props.file.state === 'failed'}>
        <span class="pill alert">Cannot be read</span>
      </Match>
      <Match when={true}>
        <span class="pill">{waitingText(props.file)}</span>
        <div class="dim meaning">{whyNot(props.file)}</div>
      </Match>
    </Switch>
  );
}

function waitingText({ state, instruments }: FileInfo): string {
  if (instruments.every(({ snapshots }) => snapshots === 0)) return 'No snapshots';
  return state === 'partly' ? 'Partly processed' : 'Not processed';
}

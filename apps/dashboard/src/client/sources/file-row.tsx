import { formatMoment } from '@orderflow/viz-web/chart';
import { For, type JSX, Match, Show, Switch } from 'solid-js';
import type { FileInfo } from '../api/api-types.ts';
import { useDashboard } from '../frame/dashboard-context.ts';
import { bytesText, countOf } from '../parts/count-text.ts';
import { ProgressBar } from '../parts/progress-bar.tsx';
import { ViewLink } from '../parts/view-link.tsx';

/** A file: what is in it, and what can be done with it. */
export function FileRow(props: { readonly file: FileInfo }): JSX.Element {
  const { sources, processing } = useDashboard();
  const job = () => processing.running()?.files.find(({ id }) => id === props.file.id);
  const canProcess = () =>
    sources.value()?.canProcess && processing.running() === null && props.file.state !== 'failed';
  return (
    <tr>
      <th scope="row" class="file-name">
        {props.file.name}
      </th>
      <td>
        <Show when={props.file.problem} fallback={<Spans file={props.file} />}>
          {(problem) => <span class="alert wrap">{problem().detail}</span>}
        </Show>
      </td>
      <td class="number">{bytesText(props.file.bytes)}</td>
      <td class="wrap">
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
  return (
    <ul class="span-list">
      <For each={props.file.instruments}>
        {(span) => (
          <li>
            <ViewLink
              to={{ view: 'chart', instrument: span.instrument, range: null, proof: null, anchor: null, pin: null }}
            >
              {span.instrument}
            </ViewLink>{' '}
            <span class="dim">
              {countOf(span.snapshots, 'snapshot')}, {formatMoment(span.first.timestamp).slice(0, 19)} to{' '}
              {endText(span.first.timestamp, span.last.timestamp)}
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
      </Match>
      <Match when={props.file.state === 'failed'}>
        <span class="pill alert">Cannot be read</span>
      </Match>
      <Match when={true}>
        <span class="pill">{props.file.state === 'partly' ? 'Partly processed' : 'Not processed'}</span>
        <div class="dim meaning">{props.file.reason}</div>
      </Match>
    </Switch>
  );
}

/** The end of a span; the day is left out where it is that of the start. */
function endText(start: number, end: number): string {
  const text = formatMoment(end);
  return formatMoment(start).slice(0, 10) === text.slice(0, 10) ? text.slice(11) : text;
}

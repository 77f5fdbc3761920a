import { createMemo, For, type JSX, Show } from 'solid-js';
import type { FileInfo } from '../api/api-types.ts';
import { useDashboard } from '../frame/dashboard-context.ts';
import { bytesText, countOf } from '../parts/count-text.ts';
import { ScrollRegion } from '../parts/scroll-region.tsx';
import { FileRow } from './file-row.tsx';
import { NoSources } from './no-sources.tsx';
import { ProcessingStatus } from './processing-status.tsx';
import { canBeProcessed } from './why-not.ts';

/** The files: what is in them, what is processed, and how to process the rest. */
export function SourcesPage(): JSX.Element {
  const { sources, processing } = useDashboard();
  const files = createMemo(() => sources.value()?.files ?? []);
  const waiting = createMemo(() => files().filter(isWaiting));
  return (
    <ScrollRegion class="page" label="Sources">
      <div class="page-inner">
        <div class="page-head">
          <h1>Sources</h1>
          <button type="button" class="button" disabled={sources.isLoading()} onClick={() => sources.reload()}>
            Refresh
          </button>
          <Show when={sources.value()?.canProcess && waiting().length > 0 && processing.running() === null}>
            <button
              type="button"
              class="button primary"
              onClick={() => processing.start(waiting().map(({ id }) => id))}
            >
              Process {waiting().length === files().length ? 'all' : countOf(waiting().length, 'file')}
            </button>
          </Show>
          <p class="dim">{totalText(files())}</p>
        </div>
        <ProcessingStatus />
        <Show when={files().length > 0} fallback={<NoSources />}>
          <FileTable files={files()} />
        </Show>
        <Show when={waiting().length > 0 && sources.value()?.canProcess === false}>
          <p class="dim">
            This dashboard only reads. To process from here, start it with <code>--process</code>; or run{' '}
            <code>orderflow process</code> on the files.
          </p>
        </Show>
      </div>
    </ScrollRegion>
  );
}

function FileTable(props: { readonly files: readonly FileInfo[] }): JSX.Element {
  return (
    <ScrollRegion class="table-frame" label="Files">
      <table class="table stacked">
        <thead>
          <tr>
            <th scope="col">File</th>
            <th scope="col">Instruments</th>
            <th scope="col" class="number">
              Size
            </th>
            <th scope="col">Metrics</th>
            <th scope="col">
              <span class="hidden-text">Actions</span>
            </th>
          </tr>
        </thead>
        <tbody>
          <For each={props.files}>{(file) => <FileRow file={file} />}</For>
        </tbody>
      </table>
    </ScrollRegion>
  );
}

function isWaiting(file: FileInfo): boolean {
  return (file.state === 'live' || file.state === 'partly') && canBeProcessed(file);
}

function totalText(files: readonly FileInfo[]): string {
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  const snapshots = files.flatMap((file) => file.instruments).reduce((sum, span) => sum + span.snapshots, 0);
  return `${countOf(files.length, 'file')}, ${bytesText(bytes)}, ${countOf(snapshots, 'snapshot')}`;
}

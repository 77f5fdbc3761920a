import { type JSX, Show } from 'solid-js';
import { useDashboard } from '../frame/dashboard-context.ts';
import { Notice } from '../parts/notice.tsx';
import { ViewLink } from '../parts/view-link.tsx';

/** Says that there is nothing to look at, why, and what to do. */
export function NoSources(): JSX.Element {
  const { view, instruments, sources, change } = useDashboard();
  const hasFiles = () => (sources.value()?.files.length ?? 0) > 0;
  return (
    <Show when={instruments().length > 0} fallback={<NothingYet hasFiles={hasFiles()} />}>
      <Notice
        kind="empty"
        title={`There is no ${view().instrument} here`}
        text={`There is ${instruments()
          .map(({ instrument }) => instrument)
          .slice(0, 12)
          .join(', ')}.`}
      >
        <button
          type="button"
          class="button primary"
          onClick={() => change({ instrument: null, range: null, proof: null })}
        >
          Show {instruments()[0]?.instrument}
        </button>
      </Notice>
    </Show>
  );
}

function NothingYet(props: { readonly hasFiles: boolean }): JSX.Element {
  return (
    <Show
      when={props.hasFiles}
      fallback={
        <Notice
          kind="empty"
          title="No data yet"
          text="Start the dashboard with a folder or files that hold order-book snapshots: orderflow dashboard --data FOLDER. To try it without data of your own: orderflow generate --out sample.db."
        />
      }
    >
      <Notice
        kind="empty"
        title="No instrument could be read"
        text="The files are there, but none of them holds a readable snapshot."
      >
        <ViewLink class="button primary" to={{ view: 'sources' }}>
          Show the files
        </ViewLink>
      </Notice>
    </Show>
  );
}

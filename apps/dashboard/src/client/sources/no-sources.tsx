import { type JSX, Show } from 'solid-js';
import type { FileInfo } from '../api/api-types.ts';
import { useDashboard } from '../frame/dashboard-context.ts';
import { Notice } from '../parts/notice.tsx';
import { ViewLink } from '../parts/view-link.tsx';
import { whyNot } from './why-not.ts';

const NAMED = 3;

/** Says that there is nothing to look at, why, and what to do. */
export function NoSources(): JSX.Element {
  const { view, instruments, sources, change } = useDashboard();
  const files = () => sources.value()?.files ?? [];
  return (
    <Show when={instruments().length > 0} fallback={<NothingYet files={files()} />}>
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
          onClick={() => change({ instrument: null, range: null, proof: null, scales: {} })}
        >
          Show {instruments()[0]?.instrument}
        </button>
      </Notice>
    </Show>
  );
}

function NothingYet(props: { readonly files: readonly FileInfo[] }): JSX.Element {
  return (
    <Show
      when={props.files.length > 0}
      fallback={
        <Notice
          kind="empty"
          title="No data yet"
          text="Start the dashboard with a folder or files that hold order-book snapshots: orderflow dashboard --data FOLDER. To try it without data of your own: orderflow generate --out sample.db."
        />
      }
    >
      <Notice kind="empty" title="There is nothing to chart yet" text={reasonsText(props.files)}>
        <ViewLink class="button primary" to={{ view: 'sources' }}>
          Show the files
        </ViewLink>
      </Notice>
    </Show>
  );
}

function reasonsText(files: readonly FileInfo[]): string {
  const reasons = files.slice(0, NAMED).map((file) => `${file.name}: ${whyNot(file)}.`);
  const left = files.length - reasons.length;
  return [...reasons, ...(left > 0 ? [`And ${left} more.`] : [])].join(' ');
}

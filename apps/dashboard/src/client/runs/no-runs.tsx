import { type JSX, Show } from 'solid-js';
import { useDashboard } from '../frame/dashboard-context.ts';
import { CopyButton } from '../parts/copy-button.tsx';
import { Notice } from '../parts/notice.tsx';

/** Says that no run is stored, and how to have one. */
export function NoRuns(props: { readonly file: string | null }): JSX.Element {
  const { sources } = useDashboard();
  const command = () => {
    const name = sources.value()?.files.find(({ instruments }) => instruments.length > 0)?.name ?? 'FILE';
    const runs = props.file === null || props.file === 'orderflow.runs' ? '' : ` --runs ${quoted(props.file)}`;
    return `orderflow backtest ${quoted(name)} --strategy obi-market-maker${runs}`;
  };
  return (
    <Show
      when={props.file}
      fallback={
        <Notice
          kind="empty"
          title="No file of runs"
          text="Start the dashboard with the file that backtests store runs in: orderflow dashboard --runs orderflow.runs."
        />
      }
    >
      {(file) => (
        <Notice
          kind="empty"
          title="No runs yet"
          text={`Every backtest is stored in ${file()} and shown here. In the folder of your data, run:`}
        >
          <code class="command">{command()}</code>
          <CopyButton label="Copy" text={command()} />
        </Notice>
      )}
    </Show>
  );
}

function quoted(name: string): string {
  return /^[\w.-]+$/.test(name) ? name : `'${name.replaceAll("'", "'\\''")}'`;
}

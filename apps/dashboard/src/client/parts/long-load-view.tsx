import { type Accessor, type JSX, Match, Show, Switch } from 'solid-js';
import type { LongLoad } from '../frame/findings-store.ts';
import { Notice } from './notice.tsx';
import { ProgressBar } from './progress-bar.tsx';
import { progressText } from './progress-text.ts';

interface LongLoadViewProps<Value> {
  readonly load: LongLoad<Value>;
  readonly waiting: string;
  readonly failed: string;
  readonly children: (value: Accessor<Value>) => JSX.Element;
}

/** Something that takes its time: how far it is, why it failed, or what it gave. */
export function LongLoadView<Value>(props: LongLoadViewProps<Value>): JSX.Element {
  props.load.want();
  return (
    <Switch
      fallback={
        <Notice kind="waiting" title={`${props.waiting} …`}>
          <Show when={props.load.progress()}>
            {(progress) => (
              <div class="long-progress">
                <ProgressBar
                  label={props.waiting}
                  fraction={progress().totalRows === 0 ? 0 : progress().rows / progress().totalRows}
                />
                <p class="dim">{progressText(progress())}</p>
              </div>
            )}
          </Show>
        </Notice>
      }
    >
      <Match when={props.load.problem()}>
        {(problem) => (
          <Notice kind="problem" title={props.failed} text={problem()}>
            <button type="button" class="button" onClick={() => props.load.reload()}>
              Try again
            </button>
          </Notice>
        )}
      </Match>
      <Match when={!props.load.isLoading() && props.load.value()}>
        {(value) => props.children(value as Accessor<Value>)}
      </Match>
    </Switch>
  );
}

import { type Accessor, type JSX, Match, Switch } from 'solid-js';
import type { Load } from './create-load.ts';
import { Notice } from './notice.tsx';

interface LoadViewProps<Value> {
  readonly load: Load<Value>;
  /** What is being waited for, such as “Reading the files”. */
  readonly waiting: string;
  /** What could not be done, such as “The files could not be read”. */
  readonly failed: string;
  readonly children: (value: Accessor<NonNullable<Value>>) => JSX.Element;
}

/** A fetched value, or in words why it is not there yet. */
export function LoadView<Value>(props: LoadViewProps<Value>): JSX.Element {
  return (
    <Switch fallback={<Notice kind="waiting" title={`${props.waiting} …`} />}>
      <Match when={props.load.problem()}>
        {(problem) => (
          <Notice kind="problem" title={props.failed} text={problem()}>
            <button type="button" class="button" onClick={() => props.load.reload()}>
              Try again
            </button>
          </Notice>
        )}
      </Match>
      <Match when={props.load.value()}>{(value) => props.children(value)}</Match>
    </Switch>
  );
}

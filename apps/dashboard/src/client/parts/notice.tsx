import { type JSX, Show } from 'solid-js';

interface NoticeProps {
  readonly kind: 'waiting' | 'empty' | 'problem';
  readonly title: string;
  readonly text?: string;
  readonly children?: JSX.Element;
}

/** A state of a view in words: what is, and what to do. */
export function Notice(props: NoticeProps): JSX.Element {
  return (
    <div class={`notice ${props.kind}`} role={props.kind === 'problem' ? 'alert' : 'status'}>
      <Show when={props.kind === 'waiting'}>
        <span class="spinner" aria-hidden="true" />
      </Show>
      <h2>{props.title}</h2>
      <Show when={props.text}>{(text) => <p class="dim">{text()}</p>}</Show>
      <Show when={props.children}>
        <div class="notice-actions">{props.children}</div>
      </Show>
    </div>
  );
}

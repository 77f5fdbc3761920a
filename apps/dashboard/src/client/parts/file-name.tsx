import { For, type JSX } from 'solid-js';

/** The name of a file, which wraps behind `_` and `-` and nowhere else. */
export function FileName(props: { readonly name: string }): JSX.Element {
  return (
    <For each={props.name.split(/(?<=[_-])/)}>
      {(part) => (
        <>
          {part}
          <wbr />
        </>
      )}
    </For>
  );
}

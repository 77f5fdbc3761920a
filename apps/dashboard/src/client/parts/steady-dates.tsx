import { For, type JSX } from 'solid-js';

const DATE = /(\d{4}-\d\d-\d\d(?: \d\d:\d\d:\d\d)?)/;

/** A text whose dates are not torn apart at the end of a line. */
export function SteadyDates(props: { readonly text: string }): JSX.Element {
  return (
    <For each={props.text.split(DATE)}>{(part) => (DATE.test(part) ? <span class="steady">{part}</span> : part)}</For>
  );
}

import type { JSX } from 'solid-js';

interface ScrollRegionProps {
  readonly class: string;
  readonly label: string;
  readonly children: JSX.Element;
}

/** A part of the page that scrolls on its own; the keyboard reaches it. */
export function ScrollRegion(props: ScrollRegionProps): JSX.Element {
  return (
    <section class={props.class} tabindex="0" aria-label={props.label}>
      {props.children}
    </section>
  );
}

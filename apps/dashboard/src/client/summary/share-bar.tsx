import type { JSX } from 'solid-js';

interface ShareBarProps {
  /** 0 to 1. */
  readonly share: number;
  /** What the left part is, and the right one. */
  readonly labels: readonly [left: string, right: string];
  readonly kind: 'sides' | 'books';
}

/** A whole in two parts. */
export function ShareBar(props: ShareBarProps): JSX.Element {
  return (
    <div class={`share-bar ${props.kind}`} aria-hidden="true">
      <div class="share-parts">
        <span style={widthOf(props.share)} />
        <span style={widthOf(1 - props.share)} />
      </div>
      <div class="graphic-labels">
        <span>{props.labels[0]}</span>
        <span>{props.labels[1]}</span>
      </div>
    </div>
  );
}

/** However small a part is, it is seen. */
function widthOf(share: number): JSX.CSSProperties {
  return { 'flex-grow': share, 'min-width': share > 0 ? '2px' : '0' };
}

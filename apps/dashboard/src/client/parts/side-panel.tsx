import type { JSX } from 'solid-js';
import { ScrollRegion } from './scroll-region.tsx';

interface SidePanelProps {
  readonly title: string;
  /** Controls beside the title. */
  readonly head?: JSX.Element;
  readonly onClose: () => void;
  readonly children: JSX.Element;
}

/** A panel beside the chart; below it on a phone. */
export function SidePanel(props: SidePanelProps): JSX.Element {
  return (
    <aside class="side-panel" aria-label={props.title}>
      <div class="panel-head">
        <h2>{props.title}</h2>
        {props.head}
        <button
          type="button"
          class="button plain small icon"
          aria-label="Close"
          title="Close (Esc)"
          onClick={() => props.onClose()}
        >
          ✕
        </button>
      </div>
      <ScrollRegion class="panel-body" label={`${props.title}, content`}>
        {props.children}
      </ScrollRegion>
    </aside>
  );
}

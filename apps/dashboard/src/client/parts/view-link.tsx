import type { JSX } from 'solid-js';
import { useDashboard } from '../frame/dashboard-context.ts';
import type { ViewState } from '../state/view-state.ts';

interface ViewLinkProps {
  readonly to: Partial<ViewState>;
  readonly class?: string;
  readonly isCurrent?: boolean;
  readonly children: JSX.Element;
}

/** A link within the dashboard: a click changes the view, and it can be copied or opened in a tab like any other. */
export function ViewLink(props: ViewLinkProps): JSX.Element {
  const { change, linkTo } = useDashboard();
  const follow = (event: MouseEvent) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    change(props.to);
  };
  return (
    <a class={props.class} href={linkTo(props.to)} aria-current={props.isCurrent ? 'page' : undefined} onClick={follow}>
      {props.children}
    </a>
  );
}

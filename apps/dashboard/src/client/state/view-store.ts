import { type Accessor, createSignal, onCleanup } from 'solid-js';
import type { ViewState } from './view-state.ts';
import { readViewUrl, writeViewUrl } from './view-url.ts';

/** Whether a change is a step that the back button takes back, or a touch on the step that is there. */
export type ChangeKind = 'step' | 'touch';

/** The view and its link, which always agree. */
export interface ViewStore {
  readonly view: Accessor<ViewState>;
  /** Changes the view and the address. */
  readonly change: (patch: Partial<ViewState>, kind?: ChangeKind) => void;
  /** The address of the view with these changes. */
  readonly linkTo: (patch: Partial<ViewState>) => string;
}

/** The view as the address bar has it; follows the back and forward buttons. */
export function createViewStore(): ViewStore {
  const [view, setView] = createSignal(readViewUrl(location.search), { equals: false });
  const follow = () => setView(readViewUrl(location.search));
  addEventListener('popstate', follow);
  onCleanup(() => removeEventListener('popstate', follow));

  const linkTo = (patch: Partial<ViewState>) => location.pathname + writeViewUrl({ ...view(), ...patch });
  const change = (patch: Partial<ViewState>, kind: ChangeKind = 'step') => {
    const address = linkTo(patch);
    const isSame = address === location.pathname + location.search;
    if (kind === 'step' && !isSame) history.pushState(null, '', address);
    else history.replaceState(null, '', address);
    setView(readViewUrl(location.search));
  };
  return { view, change, linkTo };
}

import { type JSX, Match, Switch } from 'solid-js';
import { exactText } from './exact-text.ts';
import { isSame } from './worked-sums.ts';

interface AgreementProps {
  readonly worked: number;
  /** Null where nothing is stored. */
  readonly stored: number | null;
}

/** Whether what was worked out is what is stored. */
export function Agreement(props: AgreementProps): JSX.Element {
  return (
    <p class="agrees">
      <Switch fallback={<span class="dim">Nothing is stored to compare with: this file is not processed.</span>}>
        <Match when={props.stored !== null && isSame(props.worked, props.stored)}>
          <span class="good">✓ The stored value is the same.</span>
        </Match>
        <Match when={props.stored !== null}>
          <span class="alert">✗ Stored is {exactText(props.stored ?? 0)}. Process the file again with “force”.</span>
        </Match>
      </Switch>
    </p>
  );
}

import { formatMoment } from '@orderflow/viz-web/chart';
import { createSignal, type JSX, Show } from 'solid-js';
import { Dialog } from '../parts/dialog.tsx';
import type { Span } from '../state/view-state.ts';
import { readDateEntry, writeDateEntry } from './date-entry.ts';

interface GoToDialogProps {
  readonly isOpen: boolean;
  /** What stands in the field first. */
  readonly at: number;
  /** Where there are data. */
  readonly data: Span;
  readonly onGo: (at: number) => void;
  readonly onClose: () => void;
}

/** Asks for a date in UTC. */
export function GoToDialog(props: GoToDialogProps): JSX.Element {
  const [problem, setProblem] = createSignal<string | null>(null);
  const go = (event: SubmitEvent) => {
    event.preventDefault();
    const text = new FormData(event.currentTarget as HTMLFormElement).get('moment');
    const at = readDateEntry(typeof text === 'string' ? text : '');
    if (at === null) return setProblem('Give a date, such as 2024-08-08, and a time in UTC if you like.');
    if (at < props.data.start - 1000 || at > props.data.end)
      return setProblem(`There are data from ${spanText(props.data)}.`);
    setProblem(null);
    props.onClose();
    props.onGo(at);
  };
  return (
    <Dialog title="Go to a date" isOpen={props.isOpen} onClose={props.onClose}>
      <form class="go-to" noValidate onSubmit={go}>
        <label class="go-to-field">
          <span class="dim">Date and time, UTC</span>
          <input
            class="input"
            type="datetime-local"
            name="moment"
            step="1"
            autofocus
            value={writeDateEntry(props.at)}
            aria-describedby="go-to-hint"
          />
        </label>
        <p id="go-to-hint" class="dim">
          Data from {spanText(props.data)}
        </p>
        <Show when={problem()}>
          <p class="alert" role="alert">
            {problem()}
          </p>
        </Show>
        <div class="dialog-foot">
          <button type="button" class="button" onClick={() => props.onClose()}>
            Cancel
          </button>
          <button type="submit" class="button primary">
            Go
          </button>
        </div>
      </form>
    </Dialog>
  );
}

function spanText({ start, end }: Span): string {
  return `${formatMoment(start)} to ${formatMoment(end)}`;
}

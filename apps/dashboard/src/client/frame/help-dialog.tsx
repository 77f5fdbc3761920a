import { For, type JSX } from 'solid-js';
import { Dialog } from '../parts/dialog.tsx';
import { SHORTCUT_GROUPS } from './shortcuts.ts';
import { ThemePicker } from './theme-picker.tsx';

interface HelpDialogProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

/** What hands and keys do. */
export function HelpDialog(props: HelpDialogProps): JSX.Element {
  return (
    <Dialog title="Help" isWide isOpen={props.isOpen} onClose={props.onClose}>
      <div class="theme-row">
        <h3 class="help-title">Colours</h3>
        <ThemePicker />
      </div>
      <div class="help-groups">
        <For each={SHORTCUT_GROUPS}>
          {({ title, shortcuts }) => (
            <section class="help-group">
              <h3 class="help-title">{title}</h3>
              <dl class="help-list">
                <For each={shortcuts}>
                  {({ keys, does }) => (
                    <div class="help-row">
                      <dt>
                        <For each={keys}>{(key) => <kbd>{key}</kbd>}</For>
                      </dt>
                      <dd>{does}</dd>
                    </div>
                  )}
                </For>
              </dl>
            </section>
          )}
        </For>
      </div>
    </Dialog>
  );
}

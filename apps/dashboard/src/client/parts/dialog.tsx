import { createEffect, type JSX, Show } from 'solid-js';

interface DialogProps {
  readonly title: string;
  readonly isOpen: boolean;
  readonly isWide?: boolean;
  readonly onClose: () => void;
  readonly children: JSX.Element;
}

/** A modal dialog of the browser's own; Escape, its button and a click beside it close it. */
export function Dialog(props: DialogProps): JSX.Element {
  let dialog!: HTMLDialogElement;
  createEffect(() => {
    if (props.isOpen && !dialog.open) dialog.showModal();
    else if (!props.isOpen && dialog.open) dialog.close();
  });
  const closeBeside = (event: MouseEvent) => {
    if (event.target === dialog) dialog.close();
  };
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape closes a dialog.
    <dialog
      ref={dialog}
      class="dialog"
      classList={{ wide: props.isWide ?? false }}
      aria-label={props.title}
      onClose={() => props.onClose()}
      onClick={closeBeside}
    >
      <Show when={props.isOpen}>
        <div class="dialog-head">
          <h2>{props.title}</h2>
          <button type="button" class="button plain icon" aria-label="Close" onClick={() => dialog.close()}>
            ✕
          </button>
        </div>
        <div class="dialog-body">{props.children}</div>
      </Show>
    </dialog>
  );
}

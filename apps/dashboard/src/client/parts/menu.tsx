import { createSignal, createUniqueId, type JSX, onCleanup, Show } from 'solid-js';

interface MenuProps {
  readonly label: string;
  readonly children: JSX.Element;
}

/** A button that shows a small group of controls below itself; Escape and a click elsewhere close it. */
export function Menu(props: MenuProps): JSX.Element {
  const [isOpen, setOpen] = createSignal(false);
  const id = createUniqueId();
  let root!: HTMLDivElement;
  let button!: HTMLButtonElement;
  const closeBut = (target: EventTarget | null) => {
    if (target instanceof Node && !root.contains(target)) setOpen(false);
  };
  const closeElsewhere = (event: Event) => closeBut(event.target);
  const closeByKey = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || !isOpen()) return;
    event.stopPropagation();
    setOpen(false);
    button.focus();
  };
  document.addEventListener('pointerdown', closeElsewhere);
  onCleanup(() => document.removeEventListener('pointerdown', closeElsewhere));
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys of the controls within bubble to it.
    <div class="menu" ref={root} onKeyDown={closeByKey} onFocusOut={(event) => closeBut(event.relatedTarget)}>
      <button
        type="button"
        class="button"
        ref={button}
        aria-expanded={isOpen()}
        aria-controls={id}
        onClick={() => setOpen(!isOpen())}
      >
        {props.label} <span class="chevron" aria-hidden="true" />
      </button>
      <Show when={isOpen()}>
        <fieldset class="menu-body" id={id}>
          <legend class="hidden-text">{props.label}</legend>
          {props.children}
        </fieldset>
      </Show>
    </div>
  );
}

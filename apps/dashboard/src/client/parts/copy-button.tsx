import { createSignal, type JSX, onCleanup } from 'solid-js';

const SHOWN_MS = 1600;

interface CopyButtonProps {
  readonly label: string;
  readonly text: string;
}

/** A button that puts a text on the clipboard and says so. */
export function CopyButton(props: CopyButtonProps): JSX.Element {
  const [result, setResult] = createSignal<'copied' | 'refused' | null>(null);
  let timer: ReturnType<typeof setTimeout> | undefined;
  onCleanup(() => clearTimeout(timer));
  const show = (next: 'copied' | 'refused') => {
    setResult(next);
    clearTimeout(timer);
    timer = setTimeout(() => setResult(null), SHOWN_MS);
  };
  const copy = () => {
    if (navigator.clipboard === undefined) return show('refused');
    navigator.clipboard.writeText(props.text).then(
      () => show('copied'),
      () => show('refused'),
    );
  };
  const caption = () => {
    if (result() === 'copied') return 'Copied';
    return result() === 'refused' ? 'Not allowed here' : props.label;
  };
  return (
    <button type="button" class="button small" onClick={copy} title={props.text.slice(0, 200)}>
      <span aria-live="polite">{caption()}</span>
    </button>
  );
}

import { formatMoment } from '../model/format-moment.ts';
import { FONT_FAMILY } from '../model/theme.ts';
import { element } from './element.ts';
import { adoptStyles } from './style.ts';

const CSS = `
.of-dialog{margin:auto;padding:18px 20px;border:1px solid var(--of-grid);border-radius:10px;background:var(--of-panel);color:var(--of-text);font:13px/20px ${FONT_FAMILY};max-width:min(440px,calc(100% - 24px));box-shadow:0 12px 48px rgba(0,0,0,.35);cursor:default}
.of-dialog::backdrop{background:rgba(0,0,0,.35)}
.of-dialog h2{margin:0 0 12px;font-size:15px}
.of-dialog form{display:flex;flex-wrap:wrap;gap:8px;align-items:center}
.of-dialog input{font:inherit;color:inherit;background:var(--of-background);border:1px solid var(--of-grid);border-radius:6px;padding:4px 8px}
.of-dialog dl{display:grid;grid-template-columns:auto 1fr;gap:5px 16px;margin:0 0 14px}
.of-dialog dt{color:var(--of-axisText);white-space:nowrap}
.of-dialog dd{margin:0}
`;

const HELP: readonly (readonly [keys: string, action: string])[] = [
  ['Wheel, pinch, + \u2212', 'zoom'],
  ['Drag, Shift + wheel', 'pan'],
  ['\u2190 \u2192', 'one bar'],
  ['PgUp PgDn', 'ten bars'],
  ['Home End', 'first and last bars'],
  ['Shift + \u2190 \u2192', 'move the crosshair to the next bar, or snapshot where those are apart'],
  ['Enter', 'choose what is at the crosshair, as by a click'],
  ['Esc', 'hide crosshair and measure'],
  ['Drag an axis', 'scale it; double-click resets it'],
  ['Double-click', 'show everything'],
  ['Shift + drag', 'measure'],
  ['Long press', 'crosshair'],
  ['g', 'go to a date'],
  ['o', 'OBI axis from \u22121 to 1, or by the data'],
  ['r', 'reset the view'],
  ['?', 'this help'],
];

/** Opens the list of gestures and keys. */
export function openHelp(root: HTMLElement): void {
  const dialog = makeDialog(root, 'Gestures and keys');
  const list = element('dl', '');
  for (const [keys, action] of HELP) list.append(element('dt', '', keys), element('dd', '', action));
  const close = element('button', '', 'Close');
  close.addEventListener('click', () => dialog.close());
  dialog.append(list, close);
  dialog.showModal();
}

/** Asks for a date and goes there; `at` is what stands there first. */
export function openGoTo(root: HTMLElement, at: number, go: (time: number) => void): void {
  const dialog = makeDialog(root, 'Go to date (UTC)');
  const form = element('form', '');
  const input = element('input', '');
  input.type = 'datetime-local';
  input.step = '1';
  input.required = true;
  input.value = formatMoment(at).slice(0, 19).replace(' ', 'T');
  input.setAttribute('aria-label', 'Date and time in UTC');
  const submit = element('button', '', 'Go');
  const cancel = element('button', '', 'Cancel');
  cancel.type = 'button';
  cancel.addEventListener('click', () => dialog.close());
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const time = Date.parse(`${input.value}Z`);
    if (Number.isNaN(time)) return;
    dialog.close();
    go(time);
  });
  form.append(input, submit, cancel);
  dialog.append(form);
  dialog.showModal();
}

function makeDialog(root: HTMLElement, title: string): HTMLDialogElement {
  const dialog = element('dialog', 'of-dialog');
  const dropStyles = adoptStyles(root, CSS);
  dialog.setAttribute('aria-label', title);
  dialog.append(element('h2', '', title));
  dialog.addEventListener('close', () => {
    dialog.remove();
    dropStyles();
    root.focus();
  });
  // What happens in a dialog is no gesture on the chart.
  for (const kind of ['keydown', 'pointerdown', 'wheel', 'dblclick'] as const) {
    dialog.addEventListener(kind, (event) => event.stopPropagation());
  }
  root.append(dialog);
  return dialog;
}

const FIELDS = 'input:not([type="checkbox"]), select, textarea, [contenteditable], dialog *';

/** Whether keys at this place belong to a field or a dialog. */
export function isTyping(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest(FIELDS) !== null;
}

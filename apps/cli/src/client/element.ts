/** Makes an element with a class and a text. */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  className: string,
  text = '',
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag);
  made.className = className;
  made.textContent = text;
  return made;
}

/** Makes a button. */
export function button(text: string, onPress: () => void): HTMLButtonElement {
  const made = element('button', 'choice', text);
  made.type = 'button';
  made.addEventListener('click', onPress);
  return made;
}

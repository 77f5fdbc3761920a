/** A new element with a class, and text where it has some. */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  className: string,
  text?: string,
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag);
  made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}

/** What nodes were given: to ask the page takes longer. */
const texts = new WeakMap<Node, string>();

/** Sets a text, and touches nothing where it stands there already. */
export function setText(node: Node, text: string): void {
  if (texts.get(node) === text) return;
  texts.set(node, text);
  node.textContent = text;
}

/** Puts an element at a place by its transform, in CSS pixels. */
export function moveTo(node: HTMLElement, x: number, y: number): void {
  node.style.transform = `translate(${x}px, ${y}px)`;
}

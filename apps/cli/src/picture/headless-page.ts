import { type Canvas, createCanvas, Path2D } from '@napi-rs/canvas';

const NO_BOX = { left: 0, top: 0, width: 0, height: 0 };
const doNothing = () => undefined;

class ClassList extends Set<string> {
  contains(name: string): boolean {
    return this.has(name);
  }

  remove(name: string): void {
    this.delete(name);
  }
}

/** As much of an element as uPlot touches. */
class HeadlessElement {
  constructor() {
    Object.assign(this, elementMembers());
  }
}

/** An element for charts to be made in. */
export function makeHost(): HTMLElement {
  return new HeadlessElement() as HTMLElement;
}

/**
 * Gives uPlot, which looks for a page while it is imported, one that nobody sees: its canvases are real, its elements
 * do nothing.
 */
export function openHeadlessPage(devicePixelRatio: number): void {
  const page = {
    document: { createElement },
    window: new EventTarget(),
    HTMLElement: HeadlessElement,
    matchMedia: () => new EventTarget(),
    devicePixelRatio,
    Path2D,
  };
  for (const [name, value] of Object.entries(page)) {
    Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
  }
}

function createElement(tag: string): HeadlessElement | Canvas {
  return tag === 'canvas' ? Object.assign(createCanvas(1, 1), elementMembers()) : new HeadlessElement();
}

function elementMembers() {
  return {
    style: {},
    classList: new ClassList(),
    addEventListener: doNothing,
    removeEventListener: doNothing,
    setAttribute: doNothing,
    insertBefore: doNothing,
    appendChild: doNothing,
    remove: doNothing,
    getBoundingClientRect: () => NO_BOX,
  };
}

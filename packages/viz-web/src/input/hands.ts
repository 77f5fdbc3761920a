import type { GestureTarget } from './gesture-target.ts';
import { bindKeys } from './keys.ts';
import { Pointers } from './pointers.ts';
import { bindSeparators } from './separators.ts';
import { bindWheel } from './wheel.ts';

/** What is worked with the hands. */
export interface HandledParts {
  readonly root: HTMLElement;
  readonly separators: readonly HTMLElement[];
  readonly corner: HTMLElement;
}

/** Lets wheel, pointers and keys work a chart. Its code is loaded with the first data: before, nothing can be moved. */
export function bindHands(parts: HandledParts, target: GestureTarget, signal: AbortSignal): void {
  bindWheel(parts.root, target, signal);
  bindKeys(parts.root, target, signal);
  bindSeparators(parts.separators, target, signal);
  new Pointers(parts.root, target, signal);
  parts.corner.addEventListener('click', () => target.openHelp(), { signal });
}

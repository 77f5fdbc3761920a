import { failureText } from '../model/failure-text.ts';
import { element } from './element.ts';

/** Says why there is nothing to show; what failed can be tried again. */
export function showNothing(
  status: HTMLElement,
  instrument: string,
  failure: unknown,
  retry: () => Promise<void>,
): void {
  if (failure === null) {
    status.replaceChildren(`There is nothing of ${instrument} in this source. Choose another.`);
    return;
  }
  const button = element('button', '', 'Try again');
  button.addEventListener('click', () => {
    retry().catch(() => undefined);
  });
  const text = element('div', '', `${instrument} could not be read: ${failureText(failure)}`);
  status.replaceChildren(text, button);
}

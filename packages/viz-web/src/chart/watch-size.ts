/** Tells of the size of a chart in whole CSS pixels, now and whenever it may have changed. */
export function watchSize(
  element: HTMLElement,
  root: HTMLElement,
  onSize: (width: number, height: number) => void,
  signal: AbortSignal,
): void {
  const measure = () => onSize(Math.floor(element.clientWidth), Math.floor(root.clientHeight));
  const observer = new ResizeObserver(measure);
  observer.observe(root);
  signal.addEventListener('abort', () => observer.disconnect());
  measure();
}

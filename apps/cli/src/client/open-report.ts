import { ChartPanel } from './chart-panel.ts';
import { readFacts } from './read-page.ts';

/** Brings a report to life: its chart, and the way from a row of an alert to its place. */
export function openReport(page: Document): void {
  const facts = readFacts(page);
  const place = page.getElementById('chart-live');
  // Where a browser is too old the still pictures stay.
  if (facts === null || place === null || typeof DecompressionStream === 'undefined') return;
  page.body.classList.add('is-live');
  const panel = new ChartPanel(place, facts);
  page.body.addEventListener('click', (event) => {
    const time = event.target instanceof Element ? timeOf(event.target) : null;
    if (time === null || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    panel.goTo(time.chart, time.at).catch(() => undefined);
  });
  panel.open(0).catch(() => page.body.classList.remove('is-live'));
}

/** The moment that a row stands for; null where it is none, or its text is being marked. */
function timeOf(target: Element): { readonly chart: number; readonly at: number } | null {
  const link = target.closest('tr')?.querySelector<HTMLElement>('[data-time]');
  if (!link || getSelection()?.isCollapsed === false) return null;
  return { chart: Number(link.dataset.chart), at: Number(link.dataset.time) };
}

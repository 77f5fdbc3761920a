import { makeVisualizer, type Visualizer, type VisualizerOptions } from '@orderflow/viz-web';
import { BookSource } from '@orderflow/viz-web/chart';
import { marketBook } from '../test/support/market-book.ts';
import { SyntheticSource } from '../test/support/synthetic-source.ts';

declare global {
  interface Window {
    visualizer: Visualizer;
  }
}

/** Shows a generated market; the address says which: `?theme=light&cvd=candles&hours=12&trades=0&big=1&marks=1`. */
const wanted = new URLSearchParams(location.search);
const hours = Number(wanted.get('hours') ?? 12);
const options: VisualizerOptions = {
  instrument: 'BTC-USDT',
  theme: (wanted.get('theme') ?? 'system') as 'dark',
  cvdAs: (wanted.get('cvd') ?? 'line') as 'line',
  maxBars: Number(wanted.get('bars') ?? 500),
  tickSize: 0.5,
};
const element = document.querySelector<HTMLElement>('#chart')!;

if (wanted.has('big')) {
  window.visualizer = makeVisualizer(element, new SyntheticSource(10_000_000, 5), options);
} else {
  const book = marketBook({
    seed: 7,
    snapshots: hours * 3600,
    intervalMs: 1000,
    gaps: 2,
    gapSeconds: 900,
    tradesPerSecond: 2,
    withoutTrades: wanted.get('trades') === '0',
  });
  const source = new BookSource('BTC-USDT');
  source.add(book);
  window.visualizer = makeVisualizer(element, source, options);
  if (wanted.has('marks')) {
    const end = source.span!.end;
    window.visualizer.setMarkers([
      { time: end - 90 * 60_000, shape: 'entry', color: 'buy', text: 'Buy 2' },
      { time: end - 40 * 60_000, shape: 'exit', color: 'sell', text: 'Sell 2' },
    ]);
    const at = (minutes: number) => ({ timestamp: end - minutes * 60_000, nanoseconds: 0 });
    window.visualizer.setAlerts([
      { rule: 'obi-level', at: at(70), message: 'OBI stayed at or above +0.6 for 5 s.' },
      { rule: 'spread', at: at(20), message: 'The spread reached 12 bps.' },
    ]);
  }
}

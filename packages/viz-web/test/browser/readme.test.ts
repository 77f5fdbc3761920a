import { describe, expect, it } from 'vitest';
import readme from '../../README.md?raw';
import { BookSource } from '../../src/data/book-source.ts';
import * as vizWeb from '../../src/index.ts';
import { marketBook } from '../support/market-book.ts';

describe('the README', () => {
  it('shows an example that draws a chart', async () => {
    const [, code = ''] = /```js\n(.*?)```/s.exec(readme) ?? [];
    const body = code.replaceAll(/^import .*$/gm, '');
    expect(body).toContain('makeVisualizer(');
    document.body.innerHTML = '<div id="chart" style="width:800px;height:600px"></div>';
    const source = new BookSource('BTC-USDT');
    source.add(marketBook({ seed: 2, snapshots: 900, intervalMs: 1000 }));
    const run = new Function('makeVisualizer', 'source', `return (async () => { ${body}; return chart; })()`);
    const chart: vizWeb.Visualizer = await run(vizWeb.makeVisualizer, source);
    expect(document.querySelectorAll('#chart canvas')).toHaveLength(4);
    expect(chart.viewport()).not.toBeNull();
    chart.destroy();
  });

  it('lists every export', () => {
    for (const name of Object.keys(vizWeb)) expect(readme).toContain(`\`${name}\``);
  });
});

import { describe, expect, it } from 'vitest';
import readme from '../../README.md?raw';
import chart from '../../src/chart.ts?raw';
import { BookSource } from '../../src/data/book-source.ts';
import * as vizWeb from '../../src/index.ts';
import index from '../../src/index.ts?raw';
import standalone from '../../src/standalone.ts?raw';
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

  it.each([
    ['the package', index, 11],
    ['its entry without components', chart, 30],
    ['the file for a plain page', standalone, 3],
  ])('lists every export of %s', (_, code, least) => {
    const lists = [...code.matchAll(/^export (?:type )?\{([^}]*)\}/gm)].flatMap(([, list = '']) => list.split(','));
    const names = lists.map((name) => name.trim().replace(/^type /, '')).filter((name) => name !== '');
    expect(names.length).toBeGreaterThanOrEqual(least);
    expect(names.filter((name) => !readme.includes(`\`${name}\``))).toEqual([]);
  });
});

import { describe, expect, it } from 'vitest';
import type { ChartFacts } from '../../src/report/chart-facts.ts';
import { renderReport } from '../../src/report/render-report.ts';
import type { ReportChart, ReportCharts } from '../../src/report/report-model.ts';
import { alert, model, START } from './report-support.ts';

const CHART: ReportChart = {
  instrument: 'BTC-USDT',
  start: START,
  end: START + 1_000_000,
  body: Uint8Array.of(1, 2, 3),
  bucketMs: 4096,
  barSeconds: 5,
  run: null,
  still: Uint8Array.of(4, 5, 6),
};

const charts = (changes: Partial<ReportCharts> = {}): ReportCharts => ({
  charts: [CHART],
  missing: [],
  script: 'run();',
  ...changes,
});

/** What the script of a page reads. */
function factsOf(page: string): ChartFacts {
  const [, text = ''] = /<script type="application\/json" id="chart-facts">([\s\S]*?)<\/script>/.exec(page) ?? [];
  return JSON.parse(text);
}

describe('the chart of a report', () => {
  it('stands in the page with its data, its picture and what is to be drawn on it', () => {
    const findings = { strategy: 'default', summaries: [], alerts: [alert(1)] };
    const page = renderReport(model({ findings }), charts());
    expect(page).toContain('<script type="application/gzip" class="chart-series">AQID</script>');
    expect(page).toContain('<img src="data:image/png;base64,BAUG"');
    expect(page).toContain('<script>run();</script>');
    expect(page).toContain('<a href="#chart">Chart</a>');
    expect(factsOf(page)).toEqual({
      windowSeconds: 60,
      maxBars: 500,
      thresholds: [0.6],
      charts: [
        {
          instrument: 'BTC-USDT',
          ...{ start: START, end: START + 1_000_000, bucketMs: 4096, barSeconds: 5 },
          alerts: [
            {
              ...{ timestamp: START + 1000, nanoseconds: 0, rule: 'spread', value: 12, threshold: 10 },
              message: 'Spread widened to 12 bps of the mid',
            },
          ],
        },
      ],
    });
  });

  it('lets no name and no message out of the data', () => {
    const hostile = '</script><script>alert(1)</script><!--';
    const told = { ...alert(1), instrument: hostile, message: hostile };
    const findings = { strategy: 'default', summaries: [], alerts: [told] };
    const page = renderReport(model({ findings }), charts({ charts: [{ ...CHART, instrument: hostile }] }));
    expect(page.match(/<script/g)).toHaveLength(3);
    expect(page).not.toContain('<script>alert');
    const [chart] = factsOf(page).charts;
    expect(chart?.instrument).toBe(hostile);
    expect(chart?.alerts).toHaveLength(1);
  });

  it('is the way from an alert to its place, of instruments that have one', () => {
    const findings = {
      strategy: 'default',
      summaries: [],
      alerts: [alert(1), { ...alert(2), instrument: 'ETH-USDT' }],
    };
    const page = renderReport(model({ findings }), charts());
    expect(page.match(/<a class="place"/g)).toHaveLength(1);
    expect(page).toContain(`<a class="place" href="#chart" data-chart="0" data-time="${START + 1000}"><time`);
  });

  it('has the shape of the figure size', () => {
    const { configuration } = model();
    const page = renderReport(model({ configuration: { ...configuration, figureSize: [16, 9] } }), charts());
    expect(page).toContain('.chart-box { aspect-ratio: 16 / 9; }');
  });

  it('says which instruments have none, and why', () => {
    const missing = [{ instrument: 'ETH-USDT', reason: 'no <room>' }];
    const page = renderReport(model(), charts({ missing }));
    expect(page).toContain('No chart of ETH-USDT: no &lt;room&gt;.');
  });

  it('is a picture alone where the script is not built', () => {
    const page = renderReport(model(), charts({ script: null }));
    expect(page).toContain('<img src="data:image/png;base64,BAUG"');
    expect(page).not.toContain('<script');
    expect(page).not.toContain('script-src');
  });

  it('is left out where there is none', () => {
    const page = renderReport(model());
    expect(page).not.toContain('id="chart"');
    expect(page).not.toContain('href="#chart"');
  });
});

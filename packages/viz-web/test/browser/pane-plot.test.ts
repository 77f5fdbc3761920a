import { expect, it } from 'vitest';
import type { Line } from '../../src/model/line.ts';
import type { Scene } from '../../src/model/scene.ts';
import { PALETTES } from '../../src/model/theme.ts';
import { PanePlot } from '../../src/plot/pane-plot.ts';

const OPTIONS = { pane: 'obi', width: 400, height: 200, hasTimeAxis: false } as const;

function sceneEndingAt(last: number): Scene {
  const [xs, ys] = [Float64Array.of(0, 500, 1000), Float64Array.of(0.1, 0.1, last)];
  const obi: Line = { xs, ys, times: xs, closes: ys, rowCounts: Uint32Array.of(1, 1, 1), gaps: [], last };
  return {
    ...{ view: { start: 0, end: 1000 }, bars: null, obi, cvd: null, equity: null, palette: PALETTES.dark, decimals: 0 },
    ...{ thresholds: [], cvdAs: 'line', isObiFixed: false, shades: [], markers: [], alerts: [] },
    fixedRanges: { obi: { low: -1, high: 1 } },
  };
}

function drawn(...scenes: readonly Scene[]): string {
  const host = document.body.appendChild(document.createElement('div'));
  const plot = new PanePlot(host, scenes[0]!, OPTIONS);
  for (const scene of scenes) plot.draw(scene);
  const picture = plot.canvas.toDataURL();
  plot.destroy();
  host.remove();
  return picture;
}

it('labels the axis by what it draws now, whatever it drew before over the same span', () => {
  const [atTick, below] = [sceneEndingAt(0.5), sceneEndingAt(-0.3)];
  expect(drawn(atTick, below)).toBe(drawn(below));
  expect(drawn(below, atTick)).toBe(drawn(atTick));
  expect(drawn(atTick)).not.toBe(drawn(below));
});

import { endOf, pointAt } from './equity-curve.ts';
import { formatFixed } from './number-format.ts';
import type { PreparedRun } from './run-layer.ts';
import type { Scene } from './scene.ts';
import { lowerBound } from './search.ts';

/** What the runs of a chart came to at the end of its view, in words; empty without any. */
export function describeRuns({ equity, view }: Pick<Scene, 'equity' | 'view'>): string {
  const { runs, decimals } = equity ?? { runs: [], decimals: 0 };
  return runs.map((run) => describeRun(run, view, decimals)).join(' ');
}

function describeRun({ label, curve, fills }: PreparedRun, view: Scene['view'], decimals: number): string {
  const count = lowerBound(fills.timestamps, view.end) - lowerBound(fills.timestamps, view.start);
  const filled = `${formatFixed(count, 0)} ${count === 1 ? 'fill' : 'fills'} in view`;
  const { equity, drawdown } = pointAt(curve, Math.min(view.end, endOf(curve)));
  if (Number.isNaN(equity)) return `Run ${label}: ${filled}, equity not known at the end.`;
  const below = drawdown < 0 ? `, ${formatFixed(-drawdown, decimals)} below its highest` : ', its highest';
  return `Run ${label}: ${filled}, equity ${formatFixed(equity, decimals)} at the end${below}.`;
}

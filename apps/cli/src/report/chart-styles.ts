/** The look of a report's chart, in the shape of the figure size as far as the screen has room for it. */
export function chartStyles([width, height]: readonly [width: number, height: number]): string {
  return `.chart-box { aspect-ratio: ${width} / ${height}; }${STYLES}`;
}

const STYLES = `
.live { display: none; } .is-live .live { display: revert; } .is-live .still { display: none; }
#chart .panel { padding: 14px 16px 12px; }
.chart-tools { display: flex; flex-wrap: wrap; align-items: center; gap: 8px 12px; }
.choices { display: flex; flex-wrap: wrap; gap: 4px; margin-right: auto; }
.choice { font: inherit; font-size: 13px; line-height: 18px; padding: 3px 10px; color: var(--text); background: var(--background);
  border: 1px solid var(--grid); border-radius: 6px; cursor: pointer; }
.choice:hover { border-color: var(--faint); }
.choice[aria-pressed="true"] { color: var(--background); background: var(--buy); border-color: var(--buy); }
.chart-box { width: 100%; min-height: 420px; max-height: max(420px, 82vh); margin: 12px 0 0; border: 1px solid var(--grid); border-radius: 8px; overflow: hidden; }
.chart-note { margin-top: 10px; color: var(--faint); font-size: 13px; line-height: 20px; }
.chart-note.is-limit { color: var(--text); } .chart-note.is-limit::before { content: "\\25C6  "; color: var(--alert); }
.still { margin: 0; } .still + .still { margin-top: 18px; } .still img { display: block; width: 100%; margin-top: 8px; border-radius: 6px; }
figcaption { color: var(--faint); font-size: 13px; } figcaption strong { color: var(--text); font-weight: 620; }
kbd { font: 0.9em ui-monospace, "SF Mono", Menlo, Consolas, monospace; padding: 0 5px; border: 1px solid var(--grid); border-radius: 4px; }
.is-live tr:has(.place) { cursor: pointer; } .is-live tr:has(.place):hover { background: var(--background); }
@media print {
  .is-live .live { display: none; } .is-live .still { display: block; } .still { break-inside: avoid; }
  .still img { width: auto; max-width: 100%; max-height: 150mm; } .place { color: inherit; }
}
`;

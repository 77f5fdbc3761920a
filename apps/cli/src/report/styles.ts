/** The look of the report: dark and light as the system wishes, light on paper. */
export const STYLES = `
:root {
  color-scheme: light dark;
  --background: #FFFFFF; --panel: #F6F8FA; --grid: #E3E8EE; --faint: #5A6675; --text: #17202B;
  --buy: #0B63C5; --sell: #B84A00; --obi: #2B3442; --cvd: #7A1FA2; --good: #0B7A68; --alert: #C2185B;
}
@media (prefers-color-scheme: dark) {
  :root {
    --background: #0E1116; --panel: #151A21; --grid: #222933; --faint: #8D99A8; --text: #E6EAF0;
    --buy: #4CA6FF; --sell: #FF8A3D; --obi: #D7DEE8; --cvd: #E9A8FF; --good: #5FD3BC; --alert: #FF5FA2;
  }
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body {
  margin: 0; background: var(--background); color: var(--text);
  font: 15px/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif;
  font-variant-numeric: tabular-nums lining-nums;
}
.page { max-width: 1120px; margin: 0 auto; padding: 40px 28px 72px; }
h1, h2, h3, p { margin: 0; }
h1 { font-size: 32px; line-height: 1.2; font-weight: 650; letter-spacing: -0.015em; overflow-wrap: anywhere; }
h2 { font-size: 20px; line-height: 1.3; font-weight: 620; letter-spacing: -0.01em; }
h3 { font-size: 15px; font-weight: 620; overflow-wrap: anywhere; }
a { color: var(--buy); text-decoration: none; }
a:hover { text-decoration: underline; }
:focus-visible { outline: 2px solid var(--buy); outline-offset: 2px; border-radius: 3px; }
code { font: 0.92em/1.4 ui-monospace, "SF Mono", Menlo, Consolas, monospace; overflow-wrap: anywhere; }
.kicker { color: var(--faint); font-size: 12px; font-weight: 600; letter-spacing: 0.08em; text-transform: uppercase; }
.brand { display: flex; align-items: center; gap: 10px; margin-bottom: 14px; }
.brand svg { width: 22px; height: 22px; }
.span { margin-top: 6px; color: var(--faint); }
nav { display: flex; flex-wrap: wrap; gap: 4px 20px; margin-top: 18px; font-size: 14px; }
section { margin-top: 44px; }
.lead { margin-top: 4px; color: var(--faint); max-width: 72ch; }
.tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(150px, 1fr)); gap: 1px; margin-top: 22px;
  background: var(--grid); border: 1px solid var(--grid); border-radius: 10px; overflow: hidden; }
article > .tiles { margin-top: 12px; }
.tile { background: var(--panel); padding: 14px 16px 13px; }
.tile dt { color: var(--faint); font-size: 13px; }
.tile dd { margin: 2px 0 0; font-size: 22px; line-height: 1.25; font-weight: 600; letter-spacing: -0.01em; overflow-wrap: anywhere; }
.double { grid-column: span 2; } .double dd { font-size: 18px; line-height: 1.5; }
.tile small { display: block; color: var(--faint); font-size: 13px; font-weight: 400; letter-spacing: 0; }
.panel { margin-top: 18px; background: var(--panel); border: 1px solid var(--grid); border-radius: 10px; padding: 18px 20px 20px; }
.panel > h3 + .lead { margin-top: 2px; }
.scroll { overflow-x: auto; margin-top: 12px; }
.panel > .scroll:first-child { margin-top: -6px; }
table { width: 100%; border-collapse: collapse; font-size: 14px; }
caption { text-align: left; color: var(--faint); font-size: 13px; font-weight: 600; padding: 6px 0 2px; }
th, td { padding: 6px 14px 6px 0; text-align: left; vertical-align: top; border-bottom: 1px solid var(--grid); }
th:last-child, td:last-child { padding-right: 0; }
thead th { color: var(--faint); font-size: 13px; font-weight: 500; white-space: nowrap; }
tbody th { font-weight: 500; overflow-wrap: anywhere; }
tbody tr:last-child > * { border-bottom: 0; }
.number { text-align: right; white-space: nowrap; }
.time { white-space: nowrap; }
.wide { width: 60%; }
.badges { display: flex; flex-wrap: wrap; gap: 6px; margin-bottom: 18px; }
.badge { display: inline-block; border: 1px solid currentColor; border-radius: 999px; padding: 0 9px; font-size: 12px;
  font-weight: 600; line-height: 20px; white-space: nowrap; }
.badge.alert { color: var(--alert); } .badge.good { color: var(--good); } .badge.plain { color: var(--faint); }
.buy { color: var(--buy); } .sell { color: var(--sell); }
.none { margin-top: 14px; color: var(--faint); }
.strip { display: block; width: 100%; margin-top: 14px; overflow: visible; }
.strip svg { overflow: visible; }
.strip text { fill: var(--faint); font-size: 12px; }
.strip .value { fill: var(--text); }
.rule { stroke: var(--grid); } .zero { stroke: var(--faint); stroke-dasharray: 2 3; }
.whisker { stroke: var(--obi); } .outer { fill: var(--obi); fill-opacity: 0.16; } .inner { fill: var(--obi); fill-opacity: 0.34; }
.median { stroke: var(--obi); stroke-width: 2; } .mean { fill: var(--background); stroke: var(--obi); stroke-width: 1.5; }
.bought { fill: var(--background); stroke: var(--buy); stroke-width: 1.5; } .sold { fill: var(--sell); stroke: var(--sell); stroke-width: 1.5; }
.definitions { position: absolute; } .gap { fill: var(--panel); }
.covered { fill: var(--good); fill-opacity: 0.55; } .uncovered { fill: url(#hatch); stroke: var(--alert); } .hatching { stroke: var(--alert); }
.mark { fill: var(--alert); } .marked { stroke: var(--alert); stroke-width: 1.5; }
.strip + .ends { margin-top: 2px; } .ends { display: flex; justify-content: space-between; color: var(--faint); font-size: 12px; }
.panel > * + h3 { margin-top: 22px; }
.legend { display: flex; flex-wrap: wrap; gap: 2px 18px; margin-top: 8px; color: var(--faint); font-size: 13px; }
dl.settings { display: grid; grid-template-columns: max-content 1fr; gap: 4px 22px; margin: 12px 0 0; font-size: 14px; }
dl.settings dt { color: var(--faint); } dl.settings dd { margin: 0; overflow-wrap: anywhere; }
ul { margin: 10px 0 0; padding-left: 20px; } li { margin: 3px 0; max-width: 84ch; }
footer { margin-top: 52px; padding-top: 16px; border-top: 1px solid var(--grid); color: var(--faint); font-size: 13px; }
@media (max-width: 560px) { .double { grid-column: auto; } .page { padding: 24px 16px 48px; } h1 { font-size: 26px; } dl.settings { grid-template-columns: 1fr; gap: 0; } dl.settings dd { margin-bottom: 8px; } }
@media print {
  :root { color-scheme: light; --background: #FFFFFF; --panel: #FFFFFF; --grid: #CBD3DC; --faint: #47515E; --text: #000000;
    --buy: #0B63C5; --sell: #B84A00; --obi: #2B3442; --cvd: #7A1FA2; --good: #0B7A68; --alert: #C2185B; }
  @page { margin: 14mm; }
  body { font-size: 10.5pt; } table { font-size: 9pt; } th, td { padding-right: 8px; }
  .page { max-width: none; padding: 0; } nav { display: none; }
  .tiles { grid-template-columns: repeat(auto-fit, minmax(90px, 1fr)); }
  section { margin-top: 24pt; } h2, h3, .lead { break-after: avoid; } tr, article, .tiles, .strip { break-inside: avoid; } .scroll { overflow: visible; }
}
`;

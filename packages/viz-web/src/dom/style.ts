import { FONT_FAMILY, type Palette } from '../model/theme.ts';

const CSS = `
.of-chart{position:relative;width:100%;height:100%;min-width:120px;min-height:160px;overflow:hidden;background:var(--of-background);color:var(--of-text);font:12px/16px ${FONT_FAMILY};font-variant-numeric:tabular-nums;user-select:none;outline:none;touch-action:pan-y;cursor:crosshair;contain:strict}
.of-chart *{box-sizing:border-box}
.of-chart [hidden]{display:none!important}
.of-chart:focus-visible::after{content:"";position:absolute;inset:0;border:2px solid var(--of-buy);pointer-events:none;z-index:9}
.of-pane{position:absolute;left:0;right:0;overflow:hidden}
.of-pane .u-wrap{position:relative}
.of-pane .u-wrap div{position:absolute}
.of-pane canvas{display:block;width:100%;height:100%}
.of-legend{position:absolute;left:10px;top:6px;right:80px;display:flex;flex-wrap:wrap;column-gap:10px;pointer-events:none;z-index:2}
.of-legend>span{white-space:nowrap;background:color-mix(in srgb,var(--of-background) 62%,transparent);border-radius:3px}
.of-legend i{font-style:normal;color:var(--of-axisText);margin-right:4px}
.of-legend i:empty{margin:0}
.of-legend .of-title{font-weight:600;font-size:13px}
.of-note{position:absolute;inset:0 72px 0 0;display:flex;align-items:center;justify-content:center;padding:22px 12px 4px;text-align:center;color:var(--of-axisText);pointer-events:none}
.of-separator{position:absolute;left:0;right:0;height:7px;margin-top:-3px;cursor:row-resize;z-index:3;touch-action:none;outline:none}
.of-separator::before{content:"";position:absolute;left:0;right:0;top:3px;height:1px;background:var(--of-grid)}
.of-separator:hover::before,.of-separator:focus-visible::before{top:2px;height:3px;background:var(--of-buy)}
.of-cross{position:absolute;inset:0;pointer-events:none;z-index:4;overflow:hidden}
.of-cross-x{position:absolute;top:0;left:0;width:1px;background:repeating-linear-gradient(var(--of-axisText) 0 4px,transparent 4px 8px)}
.of-cross-y{position:absolute;top:0;left:0;height:1px;background:repeating-linear-gradient(90deg,var(--of-axisText) 0 4px,transparent 4px 8px)}
.of-tag{position:absolute;top:0;left:0;height:20px;line-height:20px;font-size:11px;font-weight:600;border-radius:2px;background:var(--of-text);color:var(--of-background);white-space:nowrap}
.of-tag-x{padding:0 8px}
.of-tag-y{width:71px;padding:0 7px}
.of-alert{position:absolute;top:0;left:0;max-width:min(320px,70%);padding:4px 8px;border-radius:4px;border:1px solid var(--of-alert);background:var(--of-panel);color:var(--of-text)}
.of-badge{position:absolute;top:0;right:80px;z-index:2;padding:0 3px;border-radius:3px;font-size:11px;color:var(--of-axisText);background:color-mix(in srgb,var(--of-background) 62%,transparent);pointer-events:none}
.of-status{position:absolute;inset:0 72px 28px 0;display:flex;flex-direction:column;gap:12px;align-items:center;justify-content:center;text-align:center;padding:24px;color:var(--of-axisText);z-index:5;font-size:13px;line-height:20px}
.of-chart button{font:inherit;color:var(--of-text);background:var(--of-panel);border:1px solid var(--of-grid);border-radius:6px;padding:4px 12px;cursor:pointer}
.of-chart :focus-visible{outline:2px solid var(--of-buy)}
.of-chart button.of-corner{position:absolute;right:0;bottom:0;width:72px;height:28px;border:0;border-radius:0;background:none;color:var(--of-axisText);z-index:4;padding:0;font-size:11px}
.of-hidden{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
`;

const sheets = new Map<string, CSSStyleSheet>();
const uses = new WeakMap<Document | ShadowRoot, Map<CSSStyleSheet, number>>();

/** Gives the page, or the shadow root, of a chart styles that go with their last user. A strict policy allows them. */
export function adoptStyles(node: Node, css = CSS): () => void {
  const page = node.getRootNode();
  const root = page instanceof ShadowRoot ? page : document;
  const sheet = sheetOf(css);
  const counts = uses.get(root) ?? new Map<CSSStyleSheet, number>();
  uses.set(root, counts);
  const count = counts.get(sheet) ?? 0;
  counts.set(sheet, count + 1);
  if (count === 0) root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
  return () => {
    const left = counts.get(sheet)! - 1;
    counts.set(sheet, left);
    if (left === 0) root.adoptedStyleSheets = root.adoptedStyleSheets.filter((adopted) => adopted !== sheet);
  };
}

function sheetOf(css: string): CSSStyleSheet {
  const known = sheets.get(css);
  if (known !== undefined) return known;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  sheets.set(css, sheet);
  return sheet;
}

/** Gives an element the colours of a palette. */
export function setPalette(node: HTMLElement, palette: Palette): void {
  for (const [name, color] of Object.entries(palette)) node.style.setProperty(`--of-${name}`, color);
}

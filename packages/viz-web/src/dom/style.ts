import { FONT_FAMILY, type Palette } from '../model/theme.ts';

const CSS = `
.of-chart{position:relative;width:100%;height:100%;min-width:120px;min-height:160px;overflow:hidden;background:var(--of-background);color:var(--of-text);font:12px/16px ${FONT_FAMILY};font-variant-numeric:tabular-nums;-webkit-user-select:none;user-select:none;outline:none;touch-action:pan-y;cursor:crosshair;contain:strict}
.of-chart *{box-sizing:border-box}
.of-chart:focus-visible::after{content:"";position:absolute;inset:0;border:2px solid var(--of-buy);pointer-events:none;z-index:9}
.of-pane{position:absolute;left:0;right:0;overflow:hidden}
.of-pane .u-wrap{position:relative}
.of-pane .u-over,.of-pane .u-under{position:absolute}
.of-pane canvas{display:block;width:100%;height:100%}
.of-legend{position:absolute;left:10px;top:6px;right:80px;display:flex;flex-wrap:wrap;column-gap:10px;pointer-events:none;z-index:2}
.of-legend>span{white-space:nowrap;background:color-mix(in srgb,var(--of-background) 72%,transparent);border-radius:3px}
.of-legend i{font-style:normal;color:var(--of-axisText);margin-right:4px}
.of-legend i:empty{margin:0}
.of-legend .of-title{font-weight:600;font-size:13px}
.of-text{color:var(--of-text)}.of-muted{color:var(--of-axisText)}.of-buy{color:var(--of-buy)}.of-sell{color:var(--of-sell)}.of-obi{color:var(--of-obi)}.of-cvd{color:var(--of-cvd)}
.of-note{position:absolute;inset:0 72px 0 0;display:flex;align-items:center;justify-content:center;padding:22px 12px 4px;text-align:center;color:var(--of-axisText);pointer-events:none}
.of-note[hidden],.of-status[hidden]{display:none}
.of-separator{position:absolute;left:0;right:0;height:7px;margin-top:-3px;cursor:row-resize;z-index:3;touch-action:none;outline:none}
.of-separator::before{content:"";position:absolute;left:0;right:0;top:3px;height:1px;background:var(--of-grid)}
.of-separator:hover::before,.of-separator:focus-visible::before{top:2px;height:3px;background:var(--of-buy)}
.of-cross{position:absolute;inset:0;pointer-events:none;z-index:4;overflow:hidden}
.of-cross[hidden]{display:none}
.of-cross-x{position:absolute;top:0;left:0;width:1px;background:repeating-linear-gradient(var(--of-axisText) 0 4px,transparent 4px 8px)}
.of-cross-y{position:absolute;top:0;left:0;height:1px;background:repeating-linear-gradient(90deg,var(--of-axisText) 0 4px,transparent 4px 8px)}
.of-tag{position:absolute;top:0;left:0;height:20px;line-height:20px;font-size:11px;font-weight:600;border-radius:2px;background:var(--of-text);color:var(--of-background);white-space:nowrap}
.of-tag-x{padding:0 8px}
.of-tag-y{width:71px;padding:0 7px}
.of-alert{position:absolute;top:0;left:0;max-width:min(320px,70%);padding:4px 8px;border-radius:4px;border:1px solid var(--of-alert);background:var(--of-panel);color:var(--of-text)}
.of-alert[hidden],.of-ruler[hidden]{display:none}
.of-badge{position:absolute;top:0;left:0;z-index:2;padding:0 6px 0 0;border-radius:3px;font-size:11px;color:var(--of-axisText);background:color-mix(in srgb,var(--of-background) 80%,transparent);pointer-events:none}
.of-status{position:absolute;inset:0 72px 28px 0;display:flex;flex-direction:column;gap:12px;align-items:center;justify-content:center;text-align:center;padding:24px;color:var(--of-axisText);z-index:5;font-size:13px;line-height:20px}
.of-chart button{font:inherit;color:var(--of-text);background:var(--of-panel);border:1px solid var(--of-grid);border-radius:6px;padding:4px 12px;cursor:pointer}
.of-chart button:focus-visible,.of-chart input:focus-visible{outline:2px solid var(--of-buy);outline-offset:1px}
.of-chart button.of-corner{position:absolute;right:0;bottom:0;width:72px;height:28px;border:0;border-radius:0;background:none;color:var(--of-axisText);z-index:4;padding:0;font-size:11px}
.of-ruler{position:absolute;top:0;left:0;z-index:4;pointer-events:none;background:color-mix(in srgb,var(--of-equity) 16%,transparent);border:1px solid var(--of-equity)}
.of-ruler-text{position:absolute;left:50%;top:50%;transform:translate(-50%,-50%);padding:5px 9px;border-radius:4px;background:var(--of-equity);color:var(--of-background);font-weight:600;text-align:center;white-space:pre}
.of-dialog{margin:auto;padding:18px 20px;border:1px solid var(--of-grid);border-radius:10px;background:var(--of-panel);color:var(--of-text);font:13px/20px ${FONT_FAMILY};max-width:min(440px,calc(100% - 24px));box-shadow:0 12px 48px rgba(0,0,0,.35);cursor:default}
.of-dialog::backdrop{background:rgba(0,0,0,.35)}
.of-dialog h2{margin:0 0 12px;font-size:15px}
.of-dialog form{display:flex;flex-wrap:wrap;gap:8px;align-items:center}
.of-dialog input{font:inherit;color:inherit;background:var(--of-background);border:1px solid var(--of-grid);border-radius:6px;padding:4px 8px}
.of-dialog dl{display:grid;grid-template-columns:auto 1fr;gap:5px 16px;margin:0 0 14px}
.of-dialog dt{color:var(--of-axisText);white-space:nowrap}
.of-dialog dd{margin:0}
.of-hidden{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.of-dark{color-scheme:dark}.of-light{color-scheme:light}
`;

let sheet: CSSStyleSheet | null = null;
const uses = new Map<Document | ShadowRoot, number>();

/** Gives a page, or a shadow root, the styles of charts; they go with the last chart. A strict policy allows them. */
export function adoptStyles(root: Document | ShadowRoot): () => void {
  sheet ??= new CSSStyleSheet();
  if (sheet.cssRules.length === 0) sheet.replaceSync(CSS);
  const used = sheet;
  const count = uses.get(root) ?? 0;
  uses.set(root, count + 1);
  if (count === 0) root.adoptedStyleSheets = [...root.adoptedStyleSheets, used];
  return () => {
    const left = uses.get(root)! - 1;
    uses.set(root, left);
    if (left > 0) return;
    uses.delete(root);
    root.adoptedStyleSheets = root.adoptedStyleSheets.filter((adopted) => adopted !== used);
  };
}

/** Gives an element the colours of a palette. */
export function setPalette(node: HTMLElement, palette: Palette): void {
  for (const [name, color] of Object.entries(palette)) node.style.setProperty(`--of-${name}`, color);
}

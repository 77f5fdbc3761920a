import { formatObi } from '../output/numbers.ts';
import { type Html, html } from './html.ts';

/** Strips are drawn on a grid this wide and scale with the page. */
const WIDTH = 1000;

/** Where the OBI lay, as fractions of its range from -1 to +1. */
export interface ObiSpread {
  readonly min: number;
  readonly p05: number;
  readonly p25: number;
  readonly median: number;
  readonly p75: number;
  readonly p95: number;
  readonly max: number;
  readonly mean: number;
}

/** A box plot of the OBI between -1 (asks) and +1 (bids). */
export function drawObiSpread(spread: ObiSpread, label: string): Html {
  const x = (obi: number) => round(((obi + 1) / 2) * WIDTH);
  const box = (from: number, to: number, kind: string, height: number) =>
    html`<rect class="${kind}" x="${x(from)}" y="${30 - height / 2}" width="${Math.max(1, round(x(to) - x(from)))}" height="${height}" rx="2"/>`;
  const ticks = [-1, -0.5, 0, 0.5, 1].map(
    (obi) => html`<line class="${obi === 0 ? 'zero' : 'rule'}" x1="${x(obi)}" x2="${x(obi)}" y1="8" y2="52"/>
<text x="${x(obi)}" y="69" text-anchor="${anchor(obi)}">${formatObi(obi).replace(/\.?0+$/, '')}</text>`,
  );
  return html`<svg class="strip" viewBox="0 0 ${WIDTH} 74" role="img" aria-label="${label}">
${ticks}
<line class="whisker" x1="${x(spread.min)}" x2="${x(spread.max)}" y1="30" y2="30"/>
${box(spread.p05, spread.p95, 'outer', 22)}
${box(spread.p25, spread.p75, 'inner', 22)}
<line class="median" x1="${x(spread.median)}" x2="${x(spread.median)}" y1="17" y2="43"/>
<circle class="mean" cx="${x(spread.mean)}" cy="30" r="4.5"/>
</svg>`;
}

/** How much was bought (hollow) and sold (filled). */
export function drawBuyShare(buyShare: number, label: string): Html {
  const split = round(buyShare * WIDTH);
  return html`<svg class="strip" viewBox="0 0 ${WIDTH} 16" role="img" aria-label="${label}">
<rect class="bought" x="1" y="2" width="${Math.max(0, split - 3)}" height="12" rx="2"/>
<rect class="sold" x="${split + 1}" y="2" width="${Math.max(0, WIDTH - split - 2)}" height="12" rx="2"/>
</svg>`;
}

/** A stretch of time, in epoch milliseconds. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** What a coverage strip shows. */
export interface Coverage {
  /** The time that the strip spans. */
  readonly span: Stretch;
  readonly covered: readonly Stretch[];
  readonly gaps: readonly Stretch[];
  /** Moments that are marked, such as alerts or bad rows. */
  readonly marks: readonly number[];
}

/** The hatching of what is missing; stands once in a page that holds a time line. */
export const HATCHING = html`<svg class="definitions" width="0" height="0" aria-hidden="true"><defs>
<pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
<line class="hatching" x1="0" y1="0" x2="0" y2="6" stroke-width="2"/></pattern></defs></svg>`;

/** A time line: what there is, hatched where there is nothing, triangles where something was found. */
export function drawCoverage({ span, covered, gaps, marks }: Coverage, label: string): Html {
  const length = Math.max(1, span.to - span.from);
  const x = (time: number) => round(((time - span.from) / length) * WIDTH);
  const bar = (kind: string, { from, to }: Stretch) =>
    html`<rect class="${kind}" x="${x(from)}" y="14" width="${Math.max(2, round(x(to) - x(from)))}" height="16"/>`;
  const places = [...new Set(marks.map((time) => Math.round(x(time))))];
  return html`<svg class="strip" viewBox="0 0 ${WIDTH} 32" role="img" aria-label="${label}">
${covered.map((stretch) => bar('covered', stretch))}
${gaps.map((stretch) => [bar('gap', stretch), bar('uncovered', stretch)])}
${places.map((at) => html`<path class="mark" d="M${at} 12l-4-8h8z"/>`)}
</svg>`;
}

function anchor(obi: number): string {
  if (obi === -1) return 'start';
  return obi === 1 ? 'end' : 'middle';
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}

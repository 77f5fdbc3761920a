import { formatObi } from '../output/numbers.ts';
import { type Html, html } from './html.ts';

/** A stretch is drawn this long at least, as a share of its line. */
const LEAST_SHARE = 0.003;

/** Where the OBI lay, -1 to +1. */
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
  const x = (obi: number) => percent((obi + 1) / 2);
  const box = (from: number, to: number, kind: string) =>
    html`<rect class="${kind}" x="${x(from)}" y="14" width="${percent(Math.max(0.001, (to - from) / 2))}" height="22" rx="2"/>`;
  return html`<svg class="strip" height="62" role="img" aria-label="${label}">
${[-1, -0.5, 0, 0.5, 1].map(drawTick)}
<line class="whisker" x1="${x(spread.min)}" x2="${x(spread.max)}" y1="25" y2="25"/>
${box(spread.p05, spread.p95, 'outer')}
${box(spread.p25, spread.p75, 'inner')}
<line class="median" x1="${x(spread.median)}" x2="${x(spread.median)}" y1="11" y2="39"/>
<circle class="mean" cx="${x(spread.mean)}" cy="25" r="4.5"/>
</svg>`;
}

/** How much was bought (hollow) and sold (filled). */
export function drawBuyShare(buyShare: number, label: string): Html {
  return html`<svg class="strip" height="14" role="img" aria-label="${label}">
<rect class="sold" x="${percent(buyShare)}" y="1" width="${percent(1 - buyShare)}" height="12" rx="2"/>
<rect class="bought" x="0" y="1" width="${percent(buyShare)}" height="12" rx="2"/>
</svg>`;
}

/** A stretch of time, in epoch milliseconds. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** What a time line shows. */
export interface Coverage {
  /** The time that the line spans. */
  readonly span: Stretch;
  readonly covered: readonly Stretch[];
  readonly gaps: readonly Stretch[];
  /** Moments that are marked, such as alerts or odd rows. */
  readonly marks: readonly number[];
}

/** The hatching of what is missing; stands once in a page that holds a time line. */
export const HATCHING = html`<svg class="definitions" width="0" height="0" aria-hidden="true"><defs>
<pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
<line class="hatching" x1="0" y1="0" x2="0" y2="6" stroke-width="2"/></pattern></defs></svg>`;

/** A time line: what there is, hatched where there is nothing, triangles where something was found. */
export function drawCoverage({ span, covered, gaps, marks }: Coverage, label: string): Html {
  const length = Math.max(1, span.to - span.from);
  const share = (time: number) => Math.min(1, Math.max(0, (time - span.from) / length));
  const shares = (stretches: readonly Stretch[]) =>
    merged(
      stretches.map(({ from, to }) => ({ from: share(from), to: Math.max(share(to), share(from) + LEAST_SHARE) })),
    );
  const bar = (kind: string, { from, to }: Stretch) =>
    html`<rect class="${kind}" x="${percent(from)}" y="14" width="${percent(to - from)}" height="16"/>`;
  const places = [...new Set(marks.map((time) => Math.round(share(time) * 1000) / 1000))];
  return html`<svg class="strip" height="31" role="img" aria-label="${label}">
${shares(covered).map((stretch) => bar('covered', stretch))}
${shares(gaps).map((stretch) => [bar('gap', stretch), bar('uncovered', stretch)])}
${places.map((place) => html`<svg x="${percent(place)}"><path class="mark" d="M0 12l-4-8h8z"/></svg>`)}
</svg>`;
}

/** Stretches in order, those that touch as one: a line has room for a few hundred, however many there are. */
function merged(stretches: readonly Stretch[]): readonly Stretch[] {
  const all: Stretch[] = [];
  for (const stretch of stretches.toSorted((a, b) => a.from - b.from)) {
    const last = all.at(-1);
    if (last === undefined || stretch.from > last.to) all.push(stretch);
    else all[all.length - 1] = { from: last.from, to: Math.max(last.to, stretch.to) };
  }
  return all;
}

function drawTick(obi: number): Html {
  const x = percent((obi + 1) / 2);
  const anchor = obi === -1 ? 'start' : obi === 1 ? 'end' : 'middle';
  return html`<line class="${obi === 0 ? 'zero' : 'rule'}" x1="${x}" x2="${x}" y1="4" y2="46"/>
<text x="${x}" y="60" text-anchor="${anchor}">${formatObi(obi).replace(/\.?0+$/, '')}</text>`;
}

/** Shares of the width, so that a strip fits any page without being scaled. */
function percent(share: number): string {
  return `${Math.round(share * 1e5) / 1e3}%`;
}

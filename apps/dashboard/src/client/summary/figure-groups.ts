import {
  formatFixed,
  formatObi,
  formatPercent,
  formatSigned,
  formatSignedVolume,
  formatVolume,
  NO_VALUE,
} from '@orderflow/viz-web/chart';
import { priceDecimals } from '../ladder/price-decimals.ts';
import { countText } from '../parts/count-text.ts';

/** What a strategy says, by name. */
export type Figures = Readonly<Record<string, number | string | null>>;

/** A figure as people read it. */
export interface ShownFigure {
  readonly name: string;
  readonly text: string;
}

/** What a group of figures is drawn as. */
export type GraphicKind = 'obi' | 'cvd' | 'volume' | 'price' | 'books';

/** Figures that belong together. */
export interface FigureGroup {
  readonly title: string;
  /** Null where there is nothing to draw. */
  readonly graphic: GraphicKind | null;
  /** The figure that matters most. */
  readonly headline: ShownFigure;
  readonly figures: readonly ShownFigure[];
}

type Format = (value: number) => string;
type Row = readonly [key: string, name: string, format: Format];

const bps: Format = (value) => `${formatSigned(value, 2)} bps`;
const price: Format = (value) => formatFixed(value, priceDecimals([{ price: Number(value.toPrecision(10)) }]));

interface GroupRows {
  readonly title: string;
  readonly graphic: GraphicKind;
  /** What the graphic cannot do without. */
  readonly needs: readonly string[];
  readonly headline: Row;
  readonly rows: readonly Row[];
}

const GROUPS: readonly GroupRows[] = [
  {
    title: 'Order-book imbalance',
    graphic: 'obi',
    needs: ['obiMin', 'obiP05', 'obiP50', 'obiP95', 'obiMax'],
    headline: ['obiMean', 'mean', formatObi],
    rows: [
      ['obiMin', 'Lowest', formatObi],
      ['obiP05', '5th percentile', formatObi],
      ['obiP50', 'Median', formatObi],
      ['obiP95', '95th percentile', formatObi],
      ['obiMax', 'Highest', formatObi],
      ['obiStandardDeviation', 'Std. deviation', (value) => formatFixed(value, 3)],
    ],
  },
  {
    title: 'Cumulative volume delta',
    graphic: 'cvd',
    needs: ['cvdEnd'],
    headline: ['cvdChange', 'change', formatSignedVolume],
    rows: [
      ['cvdStart', 'First', formatVolume],
      ['cvdEnd', 'Last', formatVolume],
      ['cvdMin', 'Lowest', formatVolume],
      ['cvdMax', 'Highest', formatVolume],
    ],
  },
  {
    title: 'Volume',
    graphic: 'volume',
    needs: ['buyShare'],
    headline: ['totalVolume', 'traded', formatVolume],
    rows: [
      ['trades', 'Trades', countText],
      ['buyVolume', 'Bought', formatVolume],
      ['sellVolume', 'Sold', formatVolume],
      ['buyShare', 'Share of buys', (value) => formatPercent(value).replace('+', '')],
    ],
  },
  {
    title: 'Price',
    graphic: 'price',
    needs: ['lastMid'],
    headline: ['midChangeBps', 'mid', bps],
    rows: [
      ['firstMid', 'First mid', price],
      ['lastMid', 'Last mid', price],
      ['meanSpreadBps', 'Mean spread', (value) => `${formatFixed(value, 3)} bps`],
      ['maxSpreadBps', 'Widest spread', (value) => `${formatFixed(value, 2)} bps`],
    ],
  },
  {
    title: 'Books',
    graphic: 'books',
    needs: ['snapshots'],
    headline: ['snapshots', 'snapshots', countText],
    rows: [
      ['oneSidedBooks', 'One side empty', countText],
      ['emptyBooks', 'Both sides empty', countText],
      ['crossedBooks', 'Crossed', countText],
    ],
  },
];

/** A strategy's figures in groups; those without a place in any group make one of their own. */
export function figureGroups(figures: Figures): readonly FigureGroup[] {
  const known = new Set([
    'first',
    'last',
    ...GROUPS.flatMap(({ headline, rows }) => [headline, ...rows].map(([key]) => key)),
  ]);
  const groups = GROUPS.filter(({ headline }) => headline[0] in figures).map(
    ({ title, graphic, needs, headline, rows }) => ({
      title,
      graphic: needs.every((key) => typeof figures[key] === 'number') ? graphic : null,
      headline: shown(figures, headline),
      figures: rows.filter(([key]) => key in figures).map((row) => shown(figures, row)),
    }),
  );
  const others = Object.entries(figures).filter(
    ([key, value]) => !known.has(key) && !/^obiP\d\d$/.test(key) && value !== null,
  );
  const [first, ...rest] = others.map(([name, value]) => ({ name, text: String(value) }));
  return first === undefined ? groups : [...groups, { title: 'More', graphic: null, headline: first, figures: rest }];
}

function shown(figures: Figures, [key, name, format]: Row): ShownFigure {
  const value = figures[key] ?? null;
  if (value === null) return { name, text: NO_VALUE };
  return { name, text: typeof value === 'number' ? format(value) : value };
}

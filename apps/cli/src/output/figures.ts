import type { Figures } from '@orderflow/core';
import { formatCount, formatDelta, formatNumber, formatObi, formatShare, formatSize, NO_VALUE } from './numbers.ts';

/** Figures that are read together: a small table with a row an instrument. */
export interface FigureGroup {
  readonly title: string;
  /** Names of figures. */
  readonly names: readonly string[];
}

const GROUPS: readonly FigureGroup[] = [
  { title: 'Snapshots', names: ['snapshots', 'first', 'last', 'oneSidedBooks', 'emptyBooks', 'crossedBooks'] },
  {
    title: 'Order-book imbalance',
    names: [
      'obiMean',
      'obiStandardDeviation',
      'obiMin',
      'obiP01',
      'obiP05',
      'obiP25',
      'obiP50',
      'obiP75',
      'obiP95',
      'obiP99',
      'obiMax',
    ],
  },
  { title: 'Cumulative volume delta', names: ['cvdStart', 'cvdEnd', 'cvdChange', 'cvdMin', 'cvdMax'] },
  { title: 'Volume', names: ['trades', 'buyVolume', 'sellVolume', 'totalVolume', 'buyShare'] },
  { title: 'Mid price', names: ['firstMid', 'lastMid', 'midChangeBps', 'meanSpreadBps', 'maxSpreadBps'] },
];

const LABELS: Readonly<Record<string, string>> = {
  first: 'first (UTC)',
  last: 'last (UTC)',
  obiMean: 'mean',
  obiStandardDeviation: 'sd',
  obiMin: 'min',
  obiP01: 'p1',
  obiP05: 'p5',
  obiP25: 'p25',
  obiP50: 'median',
  obiP75: 'p75',
  obiP95: 'p95',
  obiP99: 'p99',
  obiMax: 'max',
  cvdStart: 'start',
  cvdEnd: 'end',
  cvdChange: 'change',
  cvdMin: 'min',
  cvdMax: 'max',
  buyVolume: 'buy',
  sellVolume: 'sell',
  totalVolume: 'total',
  firstMid: 'first',
  lastMid: 'last',
  midChangeBps: 'change',
  meanSpreadBps: 'mean spread',
  maxSpreadBps: 'max spread',
  oneSidedBooks: 'one-sided',
  emptyBooks: 'empty',
  crossedBooks: 'crossed',
};

const ISO_TIME = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d(?:\.\d+)?)Z$/;
const MOST_COLUMNS = 8;

/** The groups of the figures that there are; those that nobody knows stand together at the end. */
export function groupFigures(figures: readonly Figures[]): readonly FigureGroup[] {
  const present = new Set(figures.flatMap((one) => Object.keys(one)));
  const known = GROUPS.map(({ title, names }) => ({ title, names: names.filter((name) => present.has(name)) }));
  const grouped = new Set(known.flatMap(({ names }) => names));
  const others = [...present].filter((name) => !grouped.has(name));
  const rest: FigureGroup[] = [];
  for (let from = 0; from < others.length; from += MOST_COLUMNS) {
    rest.push({ title: 'Figures', names: others.slice(from, from + MOST_COLUMNS) });
  }
  return [...known.filter(({ names }) => names.length > 0), ...rest];
}

/** A figure's name for people within its group: `obiP50` is `median`, `hitRate` is `hit rate`. */
export function figureLabel(name: string): string {
  return LABELS[name] ?? name.replace(/(?<=[a-z0-9])[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

/** A figure's value for people, in the unit that its name tells. */
export function formatFigure(name: string, value: number | string | null | undefined): string {
  if (value === null || value === undefined || Number.isNaN(value)) return NO_VALUE;
  if (typeof value === 'string') return formatText(value);
  if (/deviation|error/i.test(name)) return value.toFixed(3);
  if (name.startsWith('obi')) return formatObi(value);
  if (name.endsWith('Bps')) return formatBps(value, name.includes('Change'));
  if (/(Change|Delta)$/.test(name)) return formatDelta(value);
  if (/cvd|volume/i.test(name)) return formatSize(value);
  if (/(share|rate)$/i.test(name)) return formatShare(value);
  return Number.isInteger(value) && !/mid|price/i.test(name)
    ? formatCount(value)
    : formatNumber(Number(value.toPrecision(12)));
}

/** Times lose the letters that only programs need. */
function formatText(text: string): string {
  return text.replace(ISO_TIME, '$1 $2');
}

function formatBps(value: number, isChange: boolean): string {
  const sign = isChange && value > 0 ? '+' : '';
  return `${sign}${formatNumber(Number(value.toPrecision(4)))} bps`;
}

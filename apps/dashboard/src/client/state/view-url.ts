import { readMoment, writeMoment } from './moment-text.ts';
import { readFill, readRuns, writeFill, writeRuns } from './run-text.ts';
import { readHeights, readScales, writeHeights, writeScales } from './scale-text.ts';
import {
  CHART_PANES,
  type ChartPane,
  DEEPEST,
  DEFAULT_VIEW,
  LONGEST_BAR,
  type Span,
  THEME_CHOICES,
  VIEWS,
  type ViewState,
} from './view-state.ts';

/** The query of a link that shows `state`, `?` included; empty for the default view. Defaults are left out. */
export function writeViewUrl(state: ViewState): string {
  const query = new URLSearchParams();
  for (const [name, value] of parametersOf(state)) if (value !== null) query.set(name, value);
  const text = query.toString().replaceAll('%3A', ':').replaceAll('%2C', ',');
  return text === '' ? '' : `?${text}`;
}

/** The state that a link's query asks for; what can't be read is as by default. */
export function readViewUrl(query: string): ViewState {
  const parameters = new URLSearchParams(query);
  const get = (name: string) => parameters.get(name);
  return {
    view: oneOf(VIEWS, get('view')) ?? DEFAULT_VIEW.view,
    instrument: get('instrument') || null,
    file: readId(get('file')),
    range: readRange(get('from'), get('to')),
    barSeconds: readWhole(get('bar'), LONGEST_BAR),
    depth: get('depth') === 'all' ? 'all' : readWhole(get('depth'), DEEPEST),
    panes: readPanes(get('panes')),
    heights: readHeights(get('heights')),
    scales: readScales(get('scale')),
    isObiFixed: get('obi') === 'fixed',
    isCvdCandles: get('cvd') === 'candles',
    anchor: momentOf(get('anchor')),
    pin: momentOf(get('pin')),
    proof: momentOf(get('proof')),
    runs: readRuns(get('run')),
    fill: readFill(get('fill')),
    hasLadder: get('ladder') === 'on',
    hasAlerts: get('alerts') !== 'off',
    hasQuality: get('quality') !== 'off',
    theme: oneOf(THEME_CHOICES, get('theme')),
  };
}

function parametersOf(state: ViewState): readonly (readonly [name: string, value: string | null])[] {
  return [
    ['view', unlessDefault(state.view, DEFAULT_VIEW.view)],
    ['instrument', state.instrument],
    ['file', state.file],
    ['from', momentText(state.range?.start ?? null)],
    ['to', momentText(state.range?.end ?? null)],
    ['bar', wholeText(state.barSeconds)],
    ['depth', wholeText(state.depth)],
    ['panes', unlessDefault(state.panes.join(','), CHART_PANES.join(','))],
    ['heights', writeHeights(state.heights)],
    ['scale', writeScales(state.scales)],
    ['obi', state.isObiFixed ? 'fixed' : null],
    ['cvd', state.isCvdCandles ? 'candles' : null],
    ['anchor', momentText(state.anchor)],
    ['pin', momentText(state.pin)],
    ['proof', momentText(state.proof)],
    ['run', writeRuns(state.runs)],
    ['fill', writeFill(state.fill)],
    ['ladder', state.hasLadder ? 'on' : null],
    ['alerts', state.hasAlerts ? null : 'off'],
    ['quality', state.hasQuality ? null : 'off'],
    ['theme', state.theme],
  ];
}

function unlessDefault(value: string, standard: string): string | null {
  return value === standard ? null : value;
}

function wholeText(value: number | 'all' | null): string | null {
  return value === null ? null : String(value);
}

function momentText(ms: number | null): string | null {
  return ms === null ? null : writeMoment(ms);
}

function momentOf(text: string | null): number | null {
  return text === null ? null : readMoment(text);
}

function readRange(from: string | null, to: string | null): Span | null {
  const start = momentOf(from);
  const end = momentOf(to);
  return start === null || end === null || start >= end ? null : { start, end };
}

function readWhole(text: string | null, most: number): number | null {
  if (text === null || !/^[1-9]\d{0,9}$/.test(text)) return null;
  return Number(text) <= most ? Number(text) : null;
}

function readId(text: string | null): string | null {
  return text !== null && /^[\w-]{1,64}$/.test(text) ? text : null;
}

function readPanes(text: string | null): readonly ChartPane[] {
  const names = text?.split(',') ?? [];
  const panes = CHART_PANES.filter((pane) => names.includes(pane));
  return panes.length === 0 ? CHART_PANES : panes;
}

function oneOf<Name extends string>(names: readonly Name[], text: string | null): Name | null {
  return names.find((name) => name === text) ?? null;
}

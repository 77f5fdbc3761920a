/** The pages of the dashboard. */
export const VIEWS = ['chart', 'summary', 'quality', 'sources', 'runs'] as const;
/** One of the pages. */
export type ViewName = (typeof VIEWS)[number];

/** The panes of the chart, top to bottom. */
export const CHART_PANES = ['candles', 'volume', 'obi', 'cvd'] as const;
/** One of the panes. */
export type ChartPane = (typeof CHART_PANES)[number];

/** A pane with an axis: that of the equity is there where runs are. */
export type ScaledPane = ChartPane | 'equity';
/**
 * Heights of all panes, top to bottom, of which the first four are in per cent of what they have together; hidden ones
 * keep theirs, and that of the equity is in proportion by itself.
 */
export type PaneHeights = readonly [candles: number, volume: number, obi: number, cvd: number, equity?: number];
/** The ends of the axes that were scaled by hand. */
export type PaneScales = Readonly<Partial<Record<ScaledPane, { readonly low: number; readonly high: number }>>>;

/** The colours: those of the system, or a choice. */
export const THEME_CHOICES = ['system', 'dark', 'light'] as const;
/** One choice of colours. */
export type ThemeChoice = (typeof THEME_CHOICES)[number];

/** Bar sizes that have a button, in seconds. */
export const BAR_PRESETS = [1, 5, 15, 30, 60, 300, 900, 3600, 14_400, 86_400] as const;
/** The longest bar, in seconds. */
export const LONGEST_BAR = 86_400;
/** The most levels a side that an OBI can be asked for. */
export const DEEPEST = 10_000;

/** The most runs that a view holds. */
export const MOST_RUNS = 2;

/** A run of a backtest under one maker model. */
export interface RunChoice {
  /** Its id, or the beginning of it. */
  readonly id: string;
  readonly model: string;
}

/** A fill of a run of the view. */
export interface FillChoice {
  /** Place of the run in the view. */
  readonly run: number;
  readonly number: number;
}

/** A span of time, epoch milliseconds, end exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** All that a link holds. Moments are epoch milliseconds, to the microsecond. */
export interface ViewState {
  readonly view: ViewName;
  /** Null: the first there is. */
  readonly instrument: string | null;
  /** The id of the one file to look at; null: all of them. */
  readonly file: string | null;
  /** The time on the screen; null: the last bars. */
  readonly range: Span | null;
  /** Null: chosen by how long the data are. */
  readonly barSeconds: number | null;
  /** Levels a side that the OBI is taken over; null: as the server is set. */
  readonly depth: number | 'all' | null;
  readonly panes: readonly ChartPane[];
  /** Null: as they are by themselves. */
  readonly heights: PaneHeights | null;
  readonly scales: PaneScales;
  /** Whether the OBI axis is fixed at -1 to 1. */
  readonly isObiFixed: boolean;
  /** Whether the CVD is drawn as candles; else it is a line. */
  readonly isCvdCandles: boolean;
  /** Where the CVD is zero; null: where the data begin. */
  readonly anchor: number | null;
  /** The moment that the ladder is compared with. */
  readonly pin: number | null;
  /** The moment whose proof is shown. */
  readonly proof: number | null;
  /** The runs on the chart or the page: two at most. */
  readonly runs: readonly RunChoice[];
  /** The fill that is explained. */
  readonly fill: FillChoice | null;
  /** Whether the ladder at the cursor is shown. */
  readonly hasLadder: boolean;
  /** Whether the strategy's alerts are drawn. */
  readonly hasAlerts: boolean;
  /** Whether gaps and bad books are greyed. */
  readonly hasQuality: boolean;
  /** Null: as this browser last had it. */
  readonly theme: ThemeChoice | null;
}

/** What a link without parameters shows. */
export const DEFAULT_VIEW: ViewState = {
  view: 'chart',
  instrument: null,
  file: null,
  range: null,
  barSeconds: null,
  depth: null,
  panes: CHART_PANES,
  heights: null,
  scales: {},
  isObiFixed: false,
  isCvdCandles: false,
  anchor: null,
  pin: null,
  proof: null,
  runs: [],
  fill: null,
  hasLadder: false,
  hasAlerts: true,
  hasQuality: true,
  theme: null,
};

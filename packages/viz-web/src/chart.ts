export { BookSource } from './data/book-source.ts';
export { type Plan, pixelsOfPlan, planBars, planLine } from './data/plan.ts';
export type { SeriesSource } from './data/series-source.ts';
export { loadRareContent } from './draw/draw-pane.ts';
export { fairWindow } from './model/bar-window.ts';
export { type Bars, barsOf } from './model/bars.ts';
export { formatMoment } from './model/format-moment.ts';
export { legendOf } from './model/legend.ts';
export type { LegendItem, Tone } from './model/legend-item.ts';
export { type Line, lineOf } from './model/line.ts';
export type { ChartAlert, Marker, Shade } from './model/marker.ts';
export {
  decimalsOfStep,
  formatFixed,
  formatObi,
  formatPercent,
  formatSigned,
  formatSignedVolume,
  formatVolume,
  NO_VALUE,
} from './model/number-format.ts';
export { PANE_SHARES, PANES, type PaneName, paneHeights, TIME_AXIS_HEIGHT, VALUE_AXIS_WIDTH } from './model/pane.ts';
export { paneNote } from './model/pane-note.ts';
export { priceDecimals } from './model/price-decimals.ts';
export type { ChartRun, RunFills } from './model/run.ts';
export type { Scene, SceneStyle } from './model/scene.ts';
export { FONT_FAMILY, PALETTES, type Palette, type ThemeName } from './model/theme.ts';
export { formatMillisecond, formatWindow } from './model/time-format.ts';
export { fitViewport, lastBars, type TimeSpan, type Viewport } from './model/viewport.ts';
export { drawPicture, type PictureCanvas } from './picture/draw-picture.ts';
export { type Picture, type PictureRequest, readPicture } from './picture/read-picture.ts';
export { PanePlot, type PanePlotOptions } from './plot/pane-plot.ts';

import { legendOf } from '../model/legend.ts';
import { PANES, type PaneName, type PaneShares, paneHeights, sharesOfPanes, TIME_AXIS_HEIGHT } from '../model/pane.ts';
import { type ChartSize, plotHeight } from '../model/region.ts';
import type { Scene } from '../model/scene.ts';
import type { ValueRange } from '../model/value-range.ts';
import { PanePlot } from '../plot/pane-plot.ts';
import { CrosshairView } from './crosshair-view.ts';
import { element, moveTo, setText } from './element.ts';
import { LegendView } from './legend-view.ts';
import { adoptStyles, setPalette } from './style.ts';

const LABELS = { candles: 'price', volume: 'volume', obi: 'OBI', cvd: 'CVD' };

const LEGEND_TOP = 6;
/** Places of panes, those with the shortest legends first. */
const SHORTEST_LEGENDS = [2, 3, 1, 4, 0];

/** One pane on the page. */
export interface PaneView {
  readonly pane: PaneName;
  readonly root: HTMLElement;
  readonly plot: PanePlot;
  readonly legend: LegendView;
  readonly note: HTMLElement;
}

/** The elements of a chart. */
export class ChartView {
  readonly root = element('div', 'of-chart');
  readonly crosshair = new CrosshairView();
  readonly status = element('div', 'of-status');
  readonly panes: PaneView[];
  readonly separators: HTMLElement[];
  readonly corner = element('button', 'of-corner', 'UTC \u00b7 ?');
  readonly #badge = element('div', 'of-badge');
  readonly #description = element('p', 'of-hidden');
  readonly #dropStyles: () => void;
  #size: ChartSize = { width: 0, height: 0, paneHeights: [0, 0, 0, 0] };

  constructor(parent: HTMLElement, scene: Scene) {
    this.#dropStyles = adoptStyles(parent);
    this.root.tabIndex = 0;
    this.root.setAttribute('role', 'application');
    this.root.setAttribute('aria-roledescription', 'chart');
    this.corner.title = 'Gestures and keys (?)';
    this.corner.setAttribute('aria-label', 'Times are UTC. Gestures and keys');
    this.status.setAttribute('role', 'status');
    parent.append(this.root);
    this.panes = PANES.map((pane) => makePane(this.root, scene, pane));
    this.separators = (['candles', 'volume', 'obi'] as const).map(makeSeparator);
    const { crosshair, status, separators, corner } = this;
    this.root.append(...separators, crosshair.root, this.#badge, corner, status, this.#description);
  }

  /** The sizes that the chart was laid out with. */
  get size(): ChartSize {
    return this.#size;
  }

  /** The values that a pane shows. */
  rangeOf(pane: PaneName): ValueRange {
    return this.panes.find((view) => view.pane === pane)!.plot.range;
  }

  /** Gives panes the room that their shares say. */
  layOut(width: number, full: number, shares: PaneShares): void {
    const inner = plotHeight({ height: full });
    const heights = paneHeights(sharesOfPanes(shares, this.panes.length), inner);
    this.#size = { width, height: full, paneHeights: heights };
    let top = 0;
    for (const [index, { root, legend, plot }] of this.panes.entries()) {
      const axis = index === this.panes.length - 1 ? TIME_AXIS_HEIGHT : 0;
      const height = heights[index]!;
      root.style.top = `${top}px`;
      root.style.height = `${height + axis}px`;
      legend.root.hidden = !height;
      plot.resize(width, height + axis);
      top += height;
      const separator = this.separators[index];
      if (separator === undefined) continue;
      separator.style.top = `${top}px`;
      separator.hidden = !(height && heights.slice(index + 1).some(Boolean));
      separator.setAttribute('aria-valuenow', String(Math.round((100 * top) / inner)));
    }
  }

  /** Sets the colours. */
  setTheme(scene: Scene, theme: 'dark' | 'light'): void {
    setPalette(this.root, scene.palette);
    this.root.style.colorScheme = theme;
  }

  /** Draws a scene. */
  draw(scene: Scene): void {
    for (const { plot } of this.panes) plot.draw(scene);
  }

  /** Shows the legends' values at a moment. */
  showLegends(scene: Scene, instrument: string, at: number | null): void {
    for (const { pane, legend } of this.panes) legend.show(legendOf(scene, pane, instrument, at));
  }

  /** Says in a pane why it is empty. */
  showNotes(noteOf: (pane: PaneName) => string | null): void {
    for (const { pane, note } of this.panes) {
      const text = noteOf(pane);
      note.hidden = text === null;
      setText(note, text ?? '');
    }
  }

  /** Shows how true the picture is. */
  showBadge(text: string): void {
    setText(this.#badge, text);
    const { paneHeights: heights } = this.#size;
    // Beside a short legend, where no data are.
    const pane = SHORTEST_LEGENDS.find((index) => heights[index]) ?? 0;
    moveTo(
      this.#badge,
      0,
      heights.slice(0, pane).reduce((top, height) => top + height, LEGEND_TOP),
    );
  }

  /** Says in words what is shown. */
  describe(instrument: string, text: string): void {
    this.root.setAttribute('aria-label', `Order-flow chart of ${instrument}`);
    setText(this.#description, text);
  }

  /** Takes everything off the page. */
  destroy(): void {
    for (const { plot } of this.panes) plot.destroy();
    this.root.querySelector('dialog')?.close();
    this.root.remove();
    this.#dropStyles();
  }
}

/** Makes a pane of a chart. */
export function makePane(chart: HTMLElement, scene: Scene, pane: PaneName): PaneView {
  const root = element('div', 'of-pane');
  chart.append(root);
  const plot = new PanePlot(root, scene, { pane, width: 1, height: 1, hasTimeAxis: pane === 'cvd' });
  const legend = new LegendView();
  const note = element('div', 'of-note');
  note.hidden = true;
  root.append(legend.root, note);
  return { pane, root, plot, legend, note };
}

/** Makes what the lower edge of a pane is dragged by. */
export function makeSeparator(pane: keyof typeof LABELS): HTMLElement {
  const separator = element('div', 'of-separator');
  separator.tabIndex = 0;
  separator.setAttribute('role', 'separator');
  separator.setAttribute('aria-orientation', 'horizontal');
  separator.setAttribute('aria-label', `Lower edge of the ${LABELS[pane]} pane`);
  return separator;
}

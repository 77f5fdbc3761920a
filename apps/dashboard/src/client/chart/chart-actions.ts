/** What the toolbar, the panels and the keys ask of the chart. */
export interface ChartActions {
  /** Shows everything. */
  readonly fit: () => void;
  /** Shows so many milliseconds up to the end of what is shown. */
  /** Shows the last bars, every axis scaled by its data. */
  readonly reset: () => void;
  readonly showLast: (ms: number) => void;
  readonly openGoTo: () => void;
  /** Shows the same length of time around a moment. */
  readonly goTo: (at: number) => void;
  readonly toggleLadder: () => void;
  /** Pins the moment at the crosshair, or at `at`; where one is pinned, lets it go. */
  readonly togglePin: (at?: number) => void;
  /** Shows the proof of the moment at the crosshair. */
  readonly prove: () => void;
  /** Starts the CVD at the crosshair, or at `at`; where it was moved already, back to where the data begin. */
  readonly toggleAnchor: (at?: number) => void;
  /** Fixes the OBI axis at -1 to 1, or lets it follow the data. */
  readonly toggleObiAxis: () => void;
  /** Closes the panel that is open. */
  readonly closePanel: () => void;
}

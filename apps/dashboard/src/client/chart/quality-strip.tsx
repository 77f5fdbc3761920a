import { createEffect, createMemo, createSignal, For, type JSX, onCleanup, onMount, Show } from 'solid-js';
import { useDashboard } from '../frame/dashboard-context.ts';
import { findingLabels } from '../quality/finding-labels.ts';
import { type FindingSpan, type Severity, stripColumns } from '../quality/finding-spans.ts';
import type { Span } from '../state/view-state.ts';

/** The value axes right of the panes, in CSS pixels. */
const AXIS_WIDTH = 72;
const HEIGHT = 5;
/** CSS pixels from the crosshair within which a finding is named. */
const REACH = 3;
const LABEL_DISTANCE = 12;

interface QualityStripProps {
  readonly spans: readonly FindingSpan[];
  readonly view: Span;
  /** The moment of the crosshair; null where it is not over the chart. */
  readonly at: number | null;
}

/**
 * Marks above the time axis where data are missing or broken; each takes a pixel or more at any zoom. What lies under
 * the crosshair is named.
 */
export function QualityStrip(props: QualityStripProps): JSX.Element {
  let canvas!: HTMLCanvasElement;
  const [width, setWidth] = createSignal(0);
  onMount(() => {
    const parent = canvas.parentElement;
    if (parent === null) return;
    const observer = new ResizeObserver(() => setWidth(Math.max(0, parent.clientWidth - AXIS_WIDTH)));
    observer.observe(parent);
    onCleanup(() => observer.disconnect());
  });
  const { theme } = useDashboard();
  // Where there is nothing to mark, a view that moves draws nothing.
  const columns = () => (props.spans.length === 0 ? [] : stripColumns(props.spans, props.view, width()));
  // The colours are those of the page, which change with the theme.
  createEffect(() => theme() && draw(canvas, columns()));
  const msPerPixel = () => (props.view.end - props.view.start) / Math.max(1, width());
  const labels = createMemo(() =>
    props.at === null ? [] : findingLabels(props.spans, props.at, REACH * msPerPixel()),
  );
  return (
    <>
      <canvas ref={canvas} class="quality-strip" width={width()} height={HEIGHT} />
      <Show when={labels().length > 0}>
        <div class="quality-label" style={placeOf(((props.at ?? 0) - props.view.start) / msPerPixel(), width())}>
          <For each={labels()}>{(label) => <p>{label}</p>}</For>
        </div>
      </Show>
    </>
  );
}

/** Beside the crosshair, on the side that has more room. */
function placeOf(x: number, width: number): JSX.CSSProperties {
  if (x < width / 2) return { left: `${x + LABEL_DISTANCE}px` };
  return { right: `${width + AXIS_WIDTH - x + LABEL_DISTANCE}px` };
}

function draw(canvas: HTMLCanvasElement, columns: readonly (Severity | null)[]): void {
  const context = canvas.getContext('2d');
  if (context === null) return;
  const style = getComputedStyle(canvas);
  const colors: Readonly<Record<Severity, string>> = {
    missing: style.getPropertyValue('--dim'),
    broken: style.getPropertyValue('--alert'),
    odd: style.getPropertyValue('--edge'),
  };
  context.clearRect(0, 0, canvas.width, HEIGHT);
  for (const [x, severity] of columns.entries()) {
    if (severity === null) continue;
    context.fillStyle = colors[severity];
    context.fillRect(x, 0, 1, HEIGHT);
  }
}

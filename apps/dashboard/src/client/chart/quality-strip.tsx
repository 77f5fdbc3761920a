import { createEffect, createSignal, type JSX, onCleanup, onMount } from 'solid-js';
import { type FindingSpan, type Severity, stripColumns } from '../quality/finding-spans.ts';
import type { Span } from '../state/view-state.ts';

/** The value axes right of the panes, in CSS pixels. */
const AXIS_WIDTH = 72;
const HEIGHT = 5;

interface QualityStripProps {
  readonly spans: readonly FindingSpan[];
  readonly view: Span;
}

/** Marks above the time axis where data are missing or broken; each takes a pixel or more at any zoom. */
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
  createEffect(() => draw(canvas, stripColumns(props.spans, props.view, width())));
  return <canvas ref={canvas} class="quality-strip" width={width()} height={HEIGHT} />;
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

import type { ChartAlert, Marker, Shade } from '@orderflow/viz-web';
import { type Accessor, createMemo } from 'solid-js';
import type { SummaryAlert } from '../api/api-types.ts';
import type { Dashboard } from '../frame/dashboard-context.ts';
import { isSameList } from '../parts/is-same-list.ts';
import { findingName } from '../quality/finding-names.ts';
import { type FindingSpan, findingSpans } from '../quality/finding-spans.ts';

/** What is laid over the panes. */
export interface Overlays {
  readonly alerts: Accessor<readonly ChartAlert[]>;
  readonly markers: Accessor<readonly Marker[]>;
  /** Where data are missing or broken. */
  readonly spans: Accessor<readonly FindingSpan[]>;
  readonly shades: Accessor<readonly Shade[]>;
}

/** What markers say of the start of the CVD, the pinned moment, the proven one and the explained fill. */
const MARKED = ['CVD 0', 'pin', 'proof', 'fill'];

/** Alerts, findings and the moments that were chosen, as far as the view shows them. */
export function createOverlays({ view, instrument, findings }: Dashboard, fillTime: Accessor<number | null>): Overlays {
  const name = () => instrument()?.instrument ?? '';
  // Whatever else changes in the view leaves them as they are: the chart would be drawn anew.
  const hasQuality = createMemo(() => view().hasQuality);
  const hasAlerts = createMemo(() => view().hasAlerts);
  const chosen = createMemo(() => [view().anchor, view().pin, view().proof, fillTime()], [], { equals: isSameList });
  const spans = createMemo((): readonly FindingSpan[] => {
    const quality = findings.quality.value();
    return quality === undefined || !hasQuality() ? [] : findingSpans(quality, name());
  });
  const alerts = createMemo((): readonly ChartAlert[] => {
    const found = findings.summary.value()?.alerts ?? [];
    return hasAlerts() ? found.filter((alert) => alert.instrument === name()).map(toChartAlert) : [];
  });
  return {
    alerts,
    spans,
    shades: createMemo(() => spans().map(toShade)),
    markers: createMemo(() => markersOf(chosen())),
  };
}

function toShade({ start, end, kind }: FindingSpan): Shade {
  return { start, end, label: findingName(kind).name };
}

function toChartAlert({ rule, at, what, value, threshold }: SummaryAlert): ChartAlert {
  return { rule, at, message: what, ...(value !== null && { value }), ...(threshold !== null && { threshold }) };
}

function markersOf(chosen: readonly (number | null)[]): readonly Marker[] {
  return chosen.flatMap((time, index) =>
    time === null ? [] : [{ time, text: MARKED[index] ?? '', shape: 'dot', color: 'equity' }],
  );
}

import type { ChartAlert, Marker, Shade } from '@orderflow/viz-web';
import { type Accessor, createMemo } from 'solid-js';
import type { SummaryAlert } from '../api/api-types.ts';
import type { Dashboard } from '../frame/dashboard-context.ts';
import { findingName } from '../quality/finding-names.ts';
import { type FindingSpan, findingSpans } from '../quality/finding-spans.ts';
import type { ViewState } from '../state/view-state.ts';

/** What is laid over the panes. */
export interface Overlays {
  readonly alerts: Accessor<readonly ChartAlert[]>;
  readonly markers: Accessor<readonly Marker[]>;
  /** Where data are missing or broken. */
  readonly spans: Accessor<readonly FindingSpan[]>;
  readonly shades: Accessor<readonly Shade[]>;
}

/** Alerts, findings and the moments that were chosen, as far as the view shows them. */
export function createOverlays({ view, instrument, findings }: Dashboard): Overlays {
  const name = () => instrument()?.instrument ?? '';
  const spans = createMemo((): readonly FindingSpan[] => {
    const quality = findings.quality.value();
    return quality === undefined || !view().hasQuality ? [] : findingSpans(quality, name());
  });
  const alerts = createMemo((): readonly ChartAlert[] => {
    const found = findings.summary.value()?.alerts ?? [];
    return view().hasAlerts ? found.filter((alert) => alert.instrument === name()).map(toChartAlert) : [];
  });
  return {
    alerts,
    spans,
    shades: createMemo(() => spans().map(toShade)),
    markers: createMemo(() => markersOf(view())),
  };
}

function toShade({ start, end, kind }: FindingSpan): Shade {
  return { start, end, label: findingName(kind).name };
}

function toChartAlert({ rule, at, what, value, threshold }: SummaryAlert): ChartAlert {
  return { rule, at, message: what, ...(value !== null && { value }), ...(threshold !== null && { threshold }) };
}

function markersOf({ anchor, pin, proof }: ViewState): readonly Marker[] {
  const labelled = [
    [anchor, 'CVD 0'],
    [pin, 'pin'],
    [proof, 'proof'],
  ] as const;
  return labelled.flatMap(([time, text]) => (time === null ? [] : [{ time, text, shape: 'dot', color: 'equity' }]));
}

import { type JSX, Show } from 'solid-js';
import { useDashboard } from '../frame/dashboard-context.ts';
import { capitalised } from '../parts/capitalised.ts';
import { ViewLink } from '../parts/view-link.tsx';

/** Says where the chart's numbers are not the stored ones, and what to do. */
export function ChartBanner(): JSX.Element {
  const { instrument, sources, settings, view, processing } = useDashboard();
  const reasons = () => instrument()?.reasons ?? [];
  const missing = () => instrument()?.missing ?? null;
  const isLiveDepth = () => {
    const stored = settings.value()?.metrics.depth;
    const { depth } = view();
    return depth !== null && stored !== undefined && depth !== (stored ?? 'all');
  };
  const unprocessed = () =>
    (sources.value()?.files ?? [])
      .filter(({ id, state }) => state !== 'stored' && state !== 'failed' && instrument()?.fileIds.includes(id))
      .map(({ id }) => id);
  return (
    <Show when={reasons().length > 0 || missing() !== null || isLiveDepth()}>
      <div class="banner" role="status">
        <Show
          when={reasons().length > 0}
          fallback={
            <p class="dim">
              {capitalised(missing() ?? 'The OBI of this depth is computed as you look; it is not the stored one')}.
            </p>
          }
        >
          <p>
            <strong>Not all of this is processed.</strong>{' '}
            <span class="dim banner-detail">
              The rest is computed as you look, which is slow: {reasons().join('; ')}.
            </span>
          </p>
          <Show when={sources.value()?.canProcess && unprocessed().length > 0 && processing.running() === null}>
            <button type="button" class="button small" onClick={() => processing.start(unprocessed())}>
              Process now
            </button>
          </Show>
          <ViewLink class="button small plain" to={{ view: 'sources' }}>
            Files
          </ViewLink>
        </Show>
      </div>
    </Show>
  );
}

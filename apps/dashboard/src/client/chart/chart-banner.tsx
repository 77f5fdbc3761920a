import { type JSX, Show } from 'solid-js';
import { useDashboard } from '../frame/dashboard-context.ts';
import { capitalised } from '../parts/capitalised.ts';
import { ViewLink } from '../parts/view-link.tsx';
import { unprocessedFiles, unprocessedText } from './unprocessed-text.ts';

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
  const unprocessed = () => unprocessedFiles(instrument() ?? { fileIds: [] }, sources.value()?.files ?? []);
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
            <strong>{unprocessedText(instrument()?.instrument ?? '', unprocessed())}</strong>{' '}
            <span class="dim banner-detail">
              What is not stored of OBI and CVD is computed as you look, which is slow: {reasons().join('; ')}.
              <Show when={sources.value()?.canProcess === false}>
                {' '}
                <code>orderflow process</code> stores it; so does this page where it is started with{' '}
                <code>--process</code>.
              </Show>
            </span>
          </p>
          <Show when={sources.value()?.canProcess && unprocessed().length > 0 && processing.running() === null}>
            <button
              type="button"
              class="button small"
              onClick={() => processing.start(unprocessed().map(({ id }) => id))}
            >
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

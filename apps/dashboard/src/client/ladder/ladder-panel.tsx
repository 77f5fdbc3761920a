import { formatMillisecond } from '@orderflow/viz-web/chart';
import { createEffect, createMemo, createSignal, type JSX, on, onCleanup } from 'solid-js';
import type { BookDocument } from '../api/api-types.ts';
import { readBook } from '../api/dashboard-api.ts';
import type { ChartActions } from '../chart/chart-actions.ts';
import type { ChartLink } from '../chart/chart-link.ts';
import { useDashboard } from '../frame/dashboard-context.ts';
import { createLoad } from '../parts/create-load.ts';
import { LoadView } from '../parts/load-view.tsx';
import { SidePanel } from '../parts/side-panel.tsx';
import { writeMoment } from '../state/moment-text.ts';
import { DepthLadder } from './depth-ladder.tsx';
import { ladderOf } from './ladder-rows.ts';
import { createPacer } from './pacer.ts';
import { priceDecimals } from './price-decimals.ts';

const SHOWN = 12;
/** More than are shown, so that what was at the pinned moment is known a little further out. */
const READ = 40;
const PACE_MS = 80;

interface LadderPanelProps {
  readonly link: ChartLink;
  readonly actions: ChartActions;
}

/** The book at the crosshair, else at the last moment in view, with what changed since the pinned moment. */
export function LadderPanel(props: LadderPanelProps): JSX.Element {
  const { view, instrument, file } = useDashboard();
  const [at, setAt] = createSignal<number | null>(null);
  const pacer = createPacer(setAt, PACE_MS);
  onCleanup(pacer.end);
  createEffect(on(() => props.link.crosshair()?.time ?? props.link.viewport()?.end ?? null, pacer.take));
  const placeOf = (moment: number | null) => {
    const name = instrument()?.instrument;
    if (name === undefined || moment === null) return null;
    return { instrument: name, file: file(), at: writeMoment(moment), levels: READ };
  };
  const book = createLoad(() => placeOf(at()), readBook);
  const pinned = createLoad(() => placeOf(view().pin), readBook);
  const then = () => (view().pin === null ? null : (pinned.value() ?? null));
  return (
    <SidePanel title="Ladder" onClose={props.actions.closePanel}>
      <LoadView load={book} waiting="Reading the book" failed="There is no book here">
        {(now) => <BookAt now={now()} then={then()} actions={props.actions} />}
      </LoadView>
    </SidePanel>
  );
}

interface BookAtProps {
  readonly now: BookDocument;
  /** The book at the pinned moment; null where nothing is pinned. */
  readonly then: BookDocument | null;
  readonly actions: ChartActions;
}

function BookAt(props: BookAtProps): JSX.Element {
  const { view } = useDashboard();
  const ladder = createMemo(() => ladderOf(props.now, { shown: SHOWN, depth: null, pinned: props.then }));
  return (
    <>
      <div class="section-head">
        <span class="mono">{formatMillisecond(props.now.timestamp)}</span>
        <button
          type="button"
          class="button small"
          aria-pressed={view().pin !== null}
          title="Pin this moment (p)"
          onClick={() => props.actions.togglePin(props.now.timestamp)}
        >
          {view().pin === null ? 'Pin' : `Pinned ${formatMillisecond(view().pin ?? 0)}`}
        </button>
      </div>
      <DepthLadder
        ladder={ladder()}
        decimals={priceDecimals([...ladder().bids, ...ladder().asks])}
        caption="Book at the cursor"
        hasChanges={view().pin !== null}
      />
      <p class="panel-hint dim">Move over the chart; the ladder follows. Pin a moment to see what changed since.</p>
    </>
  );
}

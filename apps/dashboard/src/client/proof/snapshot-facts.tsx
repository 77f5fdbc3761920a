import { formatTimestamp } from '@orderflow/core';
import type { JSX } from 'solid-js';
import type { ProofDocument } from '../api/api-types.ts';
import type { ChartActions } from '../chart/chart-actions.ts';
import { useDashboard } from '../frame/dashboard-context.ts';
import { CopyButton } from '../parts/copy-button.tsx';
import { FileName } from '../parts/file-name.tsx';

interface SnapshotFactsProps {
  readonly proof: ProofDocument;
  readonly actions: ChartActions;
}

/** Which row the proof is of. */
export function SnapshotFacts(props: SnapshotFactsProps): JSX.Element {
  const { view } = useDashboard();
  const moment = () => props.proof.timestamp + props.proof.nanoseconds / 1e6;
  return (
    <section class="panel-section">
      <dl class="facts">
        <dt>Time, UTC</dt>
        <dd class="mono">{formatTimestamp(props.proof).replace('T', ' ').replace('Z', '')}</dd>
        <dt>File</dt>
        <dd>
          <FileName name={props.proof.file.name} />
        </dd>
        <dt>Row of “book”</dt>
        <dd class="mono">{props.proof.snapshotId}</dd>
        <dt>Timestamp as written</dt>
        <dd class="mono">{props.proof.timestampText}</dd>
      </dl>
      <div class="fact-actions">
        <CopyButton label="Copy row id" text={String(props.proof.snapshotId)} />
        <button
          type="button"
          class="button small"
          aria-pressed={view().anchor !== null}
          onClick={() => props.actions.toggleAnchor(moment())}
        >
          {view().anchor === null ? 'Start CVD here' : 'CVD from the start'}
        </button>
        <button
          type="button"
          class="button small"
          aria-pressed={view().pin !== null}
          onClick={() => props.actions.togglePin(moment())}
        >
          {view().pin === null ? 'Pin' : 'Unpin'}
        </button>
      </div>
    </section>
  );
}

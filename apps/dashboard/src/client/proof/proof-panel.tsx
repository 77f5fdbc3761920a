import { type JSX, Show } from 'solid-js';
import type { ProofDocument } from '../api/api-types.ts';
import { readProof } from '../api/dashboard-api.ts';
import type { ChartActions } from '../chart/chart-actions.ts';
import { useDashboard } from '../frame/dashboard-context.ts';
import { createLoad } from '../parts/create-load.ts';
import { LoadView } from '../parts/load-view.tsx';
import { SidePanel } from '../parts/side-panel.tsx';
import { writeMoment } from '../state/moment-text.ts';
import { CvdProof } from './cvd-proof.tsx';
import { ObiProof } from './obi-proof.tsx';
import { SnapshotFacts } from './snapshot-facts.tsx';

interface ProofPanelProps {
  /** The moment that was clicked. */
  readonly at: number;
  readonly actions: ChartActions;
}

/** What the metrics of the snapshot at a moment are made of, worked out and compared with what is stored. */
export function ProofPanel(props: ProofPanelProps): JSX.Element {
  const { view, instrument, file, change } = useDashboard();
  const place = () => ({
    instrument: instrument()?.instrument ?? '',
    file: file(),
    at: writeMoment(props.at),
    depth: view().depth,
  });
  const proof = createLoad(place, readProof);
  const step = (to: ProofDocument['next'] | undefined) => {
    if (to) change({ proof: to.timestamp + to.nanoseconds / 1e6 });
  };
  return (
    <SidePanel
      title="Proof"
      onClose={props.actions.closePanel}
      head={
        <>
          <StepButton label="Snapshot before" sign="‹" to={proof.value()?.previous} onStep={step} />
          <StepButton label="Next snapshot" sign="›" to={proof.value()?.next} onStep={step} />
        </>
      }
    >
      <LoadView load={proof} waiting="Reading the rows" failed="There is no proof here">
        {(document) => (
          <>
            <SnapshotFacts proof={document()} actions={props.actions} />
            <ObiProof proof={document()} />
            <CvdProof proof={document()} />
          </>
        )}
      </LoadView>
    </SidePanel>
  );
}

interface StepButtonProps {
  readonly label: string;
  readonly sign: string;
  readonly to: ProofDocument['next'] | undefined;
  readonly onStep: (to: ProofDocument['next'] | undefined) => void;
}

function StepButton(props: StepButtonProps): JSX.Element {
  return (
    <Show when={props.to !== undefined}>
      <button
        type="button"
        class="button small icon"
        aria-label={props.label}
        title={props.label}
        disabled={props.to === null}
        onClick={() => props.onStep(props.to)}
      >
        {props.sign}
      </button>
    </Show>
  );
}

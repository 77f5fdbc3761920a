import { For, type JSX, Show } from 'solid-js';
import type { ProcessingState } from '../api/api-types.ts';
import { useDashboard } from '../frame/dashboard-context.ts';
import { countOf } from '../parts/count-text.ts';
import { ProgressBar } from '../parts/progress-bar.tsx';
import { paceText } from '../parts/progress-text.ts';

/** How processing goes, with a way to stop it; afterwards what came of it. */
export function ProcessingStatus(): JSX.Element {
  const { processing } = useDashboard();
  const ended = () => {
    const state = processing.state();
    return state === null || state.status === 'running' || state.status === 'idle' ? null : state;
  };
  return (
    <>
      <Show when={processing.problem()}>
        <p class="card alert" role="alert">
          {processing.problem()}
        </p>
      </Show>
      <Show when={processing.running()}>
        {(state) => (
          <section class="card processing" aria-label="Processing">
            <div class="block-head">
              <h2>Processing {countOf(state().files.length, 'file')}</h2>
              <button type="button" class="button small" onClick={() => processing.cancel()}>
                Stop
              </button>
            </div>
            <ProgressBar label="Processing" fraction={state().fraction} />
            <p class="dim">
              {Math.floor(100 * state().fraction)}% {paceText(state()) && `· ${paceText(state())}`}
            </p>
          </section>
        )}
      </Show>
      <Show when={ended()}>{(state) => <Outcome state={state()} />}</Show>
    </>
  );
}

function Outcome(props: { readonly state: ProcessingState }): JSX.Element {
  const troubled = () => props.state.files.filter(({ problem, warnings }) => problem !== null || warnings.length > 0);
  return (
    <section class="card" role="status">
      <p>{outcomeText(props.state)}</p>
      <Show when={troubled().length > 0}>
        <ul class="problem-list">
          <For each={troubled()}>
            {({ name, problem, warnings }) => (
              <li>
                {name}: {[problem?.detail, ...warnings].filter((text) => text !== undefined).join('; ')}
              </li>
            )}
          </For>
        </ul>
      </Show>
    </section>
  );
}

function outcomeText({ status, files }: ProcessingState): string {
  const written = files.reduce((sum, { writtenRows }) => sum + (writtenRows ?? 0), 0);
  const skipped = files.reduce((sum, { skippedRows }) => sum + (skippedRows ?? 0), 0);
  const rest = skipped === 0 ? '' : ` ${countOf(skipped, 'bad row')} ${skipped === 1 ? 'was' : 'were'} left out.`;
  if (status === 'done') return `Done: ${countOf(written, 'snapshot')} processed.${rest}`;
  if (status === 'cancelled')
    return `Stopped. What is done stays: ${countOf(written, 'snapshot')}. Process again to go on.`;
  return 'Processing failed. What was done before stays.';
}

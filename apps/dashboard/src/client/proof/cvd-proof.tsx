import { formatVolume } from '@orderflow/viz-web/chart';
import { type JSX, Show } from 'solid-js';
import type { ProofDocument } from '../api/api-types.ts';
import { CopyButton } from '../parts/copy-button.tsx';
import { Agreement } from './agreement.tsx';
import { exactText } from './exact-text.ts';
import { TradeTable } from './trade-table.tsx';
import { workOutCvd } from './worked-sums.ts';

/** The step of the CVD worked out of the trades that were counted into the snapshot. */
export function CvdProof(props: { readonly proof: ProofDocument }): JSX.Element {
  const trades = () => props.proof.trades;
  const worked = () => workOutCvd(props.proof.cvd.before, trades());
  const isWhole = () => trades().length === props.proof.tradeCount;
  const after = () => (isWhole() ? worked().after : props.proof.cvd.after);
  return (
    <section class="panel-section" data-proof="cvd">
      <div class="section-head">
        <h3>Cumulative volume delta</h3>
        <strong>{formatVolume(after())}</strong>
      </div>
      <dl class="sum">
        <dt>Before this snapshot</dt>
        <dd>{exactText(props.proof.cvd.before)}</dd>
        <Show when={isWhole()}>
          <dt>+ {tradeText(worked().buys.levels, 'buy')}</dt>
          <dd class="buy">{exactText(worked().buys.volume)}</dd>
          <dt>− {tradeText(worked().sells.levels, 'sell')}</dt>
          <dd class="sell">{exactText(worked().sells.volume)}</dd>
        </Show>
        <dt class="result">CVD</dt>
        <dd class="result">{exactText(after())}</dd>
      </dl>
      <Agreement worked={after()} stored={props.proof.stored?.cvd ?? null} />
      <Show when={props.proof.cvd.checkpoint}>
        {(checkpoint) => (
          <p class="agrees dim">
            Counted on from the stored {exactText(checkpoint().cvd)} at row {checkpoint().position.id}, over{' '}
            {props.proof.cvd.tradesBetween} trades.
          </p>
        )}
      </Show>
      <Show
        when={trades().length > 0}
        fallback={<p class="agrees dim">No trade was counted into this snapshot: the CVD stays.</p>}
      >
        <div class="section-head trades-head">
          <h4>Trades counted in</h4>
          <CopyButton
            label="Copy row ids"
            text={trades()
              .map(({ id }) => id)
              .join('\n')}
          />
        </div>
        <TradeTable trades={trades()} total={props.proof.tradeCount} />
      </Show>
    </section>
  );
}

function tradeText(count: number, side: string): string {
  return count === 1 ? `1 ${side}` : `${count} ${side}s`;
}

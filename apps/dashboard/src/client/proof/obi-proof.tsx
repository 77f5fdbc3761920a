import { formatObi } from '@orderflow/viz-web/chart';
import type { JSX } from 'solid-js';
import type { ProofDocument } from '../api/api-types.ts';
import { DepthLadder } from '../ladder/depth-ladder.tsx';
import { ladderOf } from '../ladder/ladder-rows.ts';
import { priceDecimals } from '../ladder/price-decimals.ts';
import { Agreement } from './agreement.tsx';
import { exactText } from './exact-text.ts';
import { workOutObi } from './worked-sums.ts';

const SHOWN = 10;

/** The OBI worked out of the levels. */
export function ObiProof(props: { readonly proof: ProofDocument }): JSX.Element {
  const depth = () => props.proof.obi.depth;
  const worked = () => workOutObi(props.proof.bids, props.proof.asks, depth());
  const ladder = () => ladderOf(props.proof, { shown: SHOWN, depth: depth(), pinned: null });
  return (
    <section class="panel-section" data-proof="obi">
      <div class="section-head">
        <h3>Imbalance</h3>
        <strong>{formatObi(worked().obi)}</strong>
      </div>
      <dl class="sum">
        <dt>Bids, {levelText(worked().bids.levels)}</dt>
        <dd class="buy">{exactText(worked().bids.volume)}</dd>
        <dt>Asks, {levelText(worked().asks.levels)}</dt>
        <dd class="sell">{exactText(worked().asks.volume)}</dd>
        <dd class="formula">(bids − asks) ÷ (bids + asks)</dd>
        <dt class="result">OBI</dt>
        <dd class="result">{exactText(worked().obi)}</dd>
      </dl>
      <Agreement worked={worked().obi} stored={props.proof.stored?.obi ?? null} />
      <DepthLadder
        ladder={ladder()}
        decimals={priceDecimals([...ladder().bids, ...ladder().asks])}
        caption="Levels of the snapshot"
        hasChanges={false}
      />
    </section>
  );
}

function levelText(levels: number): string {
  return levels === 1 ? '1 level' : `${levels} levels`;
}

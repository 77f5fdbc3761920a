import { formatFixed, formatMillisecond } from '@orderflow/viz-web/chart';
import { createMemo, For, type JSX, Show } from 'solid-js';
import type { ExplainedFill, FillMarket } from '../api/api-types.ts';
import { priceDecimals } from '../ladder/price-decimals.ts';
import { countOf, countText } from '../parts/count-text.ts';
import { exactText } from '../proof/exact-text.ts';

interface FillTradesProps {
  readonly market: FillMarket;
  readonly fill: ExplainedFill['fill'];
}

type Part = FillMarket['trades'][number]['part'];

const WORDS: Readonly<Record<Part, string>> = { made: 'made it', at: 'at its price', beyond: 'through', other: '' };

/** The trades from the book up to the fill: the one that made it, and those that had come to its price before. */
export function FillTrades(props: FillTradesProps): JSX.Element {
  const counting = createMemo(() => props.market.trades.filter(({ part }) => part !== 'other'));
  const decimals = () => priceDecimals([...counting(), props.fill]);
  const left = () => props.market.tradeCount - counting().length;
  return (
    <section class="panel-section">
      <div class="section-head">
        <h3>The trades that count</h3>
        <span class="dim">{countOf(props.market.tradeCount, 'trade')} since the book</span>
      </div>
      <Show
        when={counting().length > 0}
        fallback={
          <p class="dim">None: {props.fill.tradeId === null ? 'the book alone made it' : 'no row is there'}.</p>
        }
      >
        <table class="small-table">
          <thead>
            <tr>
              <th scope="col">Time</th>
              <th scope="col">Side</th>
              <th scope="col" class="number">
                Price
              </th>
              <th scope="col" class="number">
                Size
              </th>
              <th scope="col">Row</th>
            </tr>
          </thead>
          <tbody>
            <For each={counting()}>
              {(trade) => (
                <tr classList={{ 'fill-own': trade.part === 'made' }}>
                  <td class="mono">{formatMillisecond(trade.timestamp)}</td>
                  <td class={trade.side}>{trade.side === 'buy' ? '▲ buy' : '▼ sell'}</td>
                  <td class="number">{formatFixed(trade.price, decimals())}</td>
                  <td class="number">{exactText(trade.size)}</td>
                  <td class="mono">
                    {trade.id} <span class="dim">{WORDS[trade.part]}</span>
                  </td>
                </tr>
              )}
            </For>
          </tbody>
        </table>
      </Show>
      <Show when={left() > 0}>
        <p class="agrees dim">{countText(left())} more did not reach its price.</p>
      </Show>
    </section>
  );
}

import { formatFixed, formatMillisecond } from '@orderflow/viz-web/chart';
import { For, type JSX, Show } from 'solid-js';
import type { ProofDocument } from '../api/api-types.ts';
import { priceDecimals } from '../ladder/price-decimals.ts';
import { exactText } from './exact-text.ts';

const SHOWN = 200;

interface TradeTableProps {
  readonly trades: ProofDocument['trades'];
  /** Trades that there are; more than are listed where they are very many. */
  readonly total: number;
}

/** Trades with their row ids. */
export function TradeTable(props: TradeTableProps): JSX.Element {
  const shown = () => props.trades.slice(0, SHOWN);
  const decimals = () => priceDecimals(shown());
  return (
    <>
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
            <th scope="col" class="number">
              Row
            </th>
          </tr>
        </thead>
        <tbody>
          <For each={shown()}>
            {(trade) => (
              <tr>
                <td class="mono">{formatMillisecond(trade.timestamp)}</td>
                <td class={trade.side}>{trade.side === 'buy' ? '▲ buy' : '▼ sell'}</td>
                <td class="number">{formatFixed(trade.price, decimals())}</td>
                <td class="number">{exactText(trade.size)}</td>
                <td class="number mono">{trade.id}</td>
              </tr>
            )}
          </For>
        </tbody>
      </table>
      <Show when={props.total > shown().length}>
        <p class="agrees dim">… and {props.total - shown().length} more.</p>
      </Show>
    </>
  );
}

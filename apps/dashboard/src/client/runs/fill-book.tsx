import { formatFixed } from '@orderflow/viz-web/chart';
import { createMemo, For, type JSX, Show } from 'solid-js';
import type { ExplainedFill, FillMarket } from '../api/api-types.ts';
import { priceDecimals } from '../ladder/price-decimals.ts';
import { countOf } from '../parts/count-text.ts';
import { exactText } from '../proof/exact-text.ts';
import { type BookRow, bookRows } from './book-rows.ts';

interface FillBookProps {
  readonly market: FillMarket;
  readonly fill: ExplainedFill['fill'];
}

/** The levels of the book around the price of a fill, asks above bids, the price marked. */
export function FillBook(props: FillBookProps): JSX.Element {
  const rows = createMemo(() => bookRows(props.market, props.fill));
  const decimals = () => priceDecimals([...props.market.bids, ...props.market.asks, props.fill]);
  const most = () => Math.max(...[...props.market.bids, ...props.market.asks].map(({ size }) => size));
  return (
    <table class="ladder">
      <caption class="hidden-text">The levels around the price of the fill</caption>
      <thead>
        <tr>
          <th scope="col">Price</th>
          <th scope="col">Size</th>
          <td />
          <th scope="col">Level</th>
        </tr>
      </thead>
      <For each={rows()}>{(row) => <Row row={row} decimals={decimals()} most={most()} fill={props.fill} />}</For>
    </table>
  );
}

interface RowProps {
  readonly row: BookRow;
  readonly decimals: number;
  /** The largest size shown. */
  readonly most: number;
  readonly fill: ExplainedFill['fill'];
}

function Row(props: RowProps): JSX.Element {
  return (
    <tbody class={props.row.side === 'bids' ? 'bid' : 'ask'}>
      <Show when={props.row.skipped > 0}>
        <tr class="more-levels">
          <td colSpan={4}>{countOf(props.row.skipped, 'level')} between</td>
        </tr>
      </Show>
      <tr classList={{ 'fill-own': props.row.isOwn }}>
        <td class={props.row.side === 'bids' ? 'buy' : 'sell'}>{formatFixed(props.row.price, props.decimals)}</td>
        <td>{props.row.size === null ? '—' : exactText(props.row.size)}</td>
        <td class="ladder-lane">
          <Show when={(props.row.size ?? 0) > 0}>
            <span class="ladder-bar" style={{ width: `${(100 * (props.row.size ?? 0)) / props.most}%` }} />
          </Show>
        </td>
        <td class="ladder-total">{props.row.isOwn ? `fill ${exactText(props.fill.size)}` : props.row.rank}</td>
      </tr>
    </tbody>
  );
}

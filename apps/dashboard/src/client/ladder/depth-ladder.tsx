import { formatFixed, formatSignedVolume, formatVolume } from '@orderflow/viz-web/chart';
import { For, type JSX, Show } from 'solid-js';
import type { Ladder, LadderRow } from './ladder-rows.ts';

/** Bars end before the prices, which would be hard to read on them. */
const WIDEST = 72;

interface DepthLadderProps {
  readonly ladder: Ladder;
  /** Decimals of prices. */
  readonly decimals: number;
  readonly caption: string;
  /** Whether changes since the pinned moment are shown. */
  readonly hasChanges: boolean;
}

/** Both sides of a book: asks above, bids below, the best in the middle. */
export function DepthLadder(props: DepthLadderProps): JSX.Element {
  const columns = () => (props.hasChanges ? 4 : 3);
  return (
    <table class="ladder">
      <caption class="hidden-text">{props.caption}</caption>
      <thead>
        <tr>
          <th scope="col">Price</th>
          <th scope="col">Size</th>
          <Show when={props.hasChanges}>
            <th scope="col">Since pin</th>
          </Show>
          <th scope="col">Total</th>
        </tr>
      </thead>
      <tbody class="ask">
        <Hidden count={props.ladder.hiddenAsks} side="asks" columns={columns()} />
        <For each={[...props.ladder.asks].reverse()}>{(row) => <Row row={row} side="sell" {...props} />}</For>
      </tbody>
      <tbody>
        <tr class="spread-row">
          <td colSpan={columns()}>{spreadText(props.ladder, props.decimals)}</td>
        </tr>
      </tbody>
      <tbody class="bid">
        <For each={props.ladder.bids}>{(row) => <Row row={row} side="buy" {...props} />}</For>
        <Hidden count={props.ladder.hiddenBids} side="bids" columns={columns()} />
      </tbody>
    </table>
  );
}

interface RowProps extends DepthLadderProps {
  readonly row: LadderRow;
  readonly side: 'buy' | 'sell';
}

function Row(props: RowProps): JSX.Element {
  return (
    <tr classList={{ uncounted: !props.row.isCounted }}>
      <td class={props.row.isCounted ? props.side : undefined}>
        <span class="ladder-bar" style={{ width: `${WIDEST * props.row.share}%` }} />
        <span class="ladder-number">{formatFixed(props.row.price, props.decimals)}</span>
      </td>
      <td>
        <span class="ladder-number">{formatVolume(props.row.size)}</span>
      </td>
      <Show when={props.hasChanges}>
        <td>{props.row.change === null ? '' : formatSignedVolume(props.row.change)}</td>
      </Show>
      <td>{formatVolume(props.row.total)}</td>
    </tr>
  );
}

interface HiddenProps {
  readonly count: number;
  readonly side: string;
  readonly columns: number;
}

function Hidden(props: HiddenProps): JSX.Element {
  return (
    <Show when={props.count > 0}>
      <tr class="dim">
        <td colSpan={props.columns}>
          … {props.count} more {props.side}
        </td>
      </tr>
    </Show>
  );
}

function spreadText({ bids, asks }: Ladder, decimals: number): string {
  const bid = bids.find(({ size }) => size > 0);
  const ask = asks.find(({ size }) => size > 0);
  if (bid === undefined && ask === undefined) return 'The book is empty';
  if (bid === undefined) return 'No bids';
  if (ask === undefined) return 'No asks';
  const spread = ask.price - bid.price;
  if (spread < 0) return `Crossed by ${formatFixed(-spread, decimals)}`;
  return spread === 0 ? 'Locked' : `Spread ${formatFixed(spread, decimals)}`;
}

import { formatFixed, formatSigned } from '@orderflow/viz-web/chart';
import { createMemo, For, type JSX, Show } from 'solid-js';
import type { Ladder, LadderRow, LevelChange } from './ladder-rows.ts';
import { sizeDecimals } from './size-decimals.ts';

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
  const columns = () => (props.hasChanges ? 5 : 4);
  const digits = createMemo(() => sizeDecimals(props.ladder));
  return (
    <table class="ladder" classList={{ compared: props.hasChanges }}>
      <caption class="hidden-text">{props.caption}</caption>
      <thead>
        <tr>
          <th scope="col">Price</th>
          <th scope="col">Size</th>
          <td />
          <Show when={props.hasChanges}>
            <th scope="col">Since pin</th>
          </Show>
          <th scope="col">Total</th>
        </tr>
      </thead>
      <tbody class="ask">
        <Hidden count={props.ladder.hiddenAsks} lost={props.ladder.lostAsks} side="asks" columns={columns()} />
        <For each={[...props.ladder.asks].reverse()}>
          {(row) => <Row row={row} side="sell" digits={digits()} {...props} />}
        </For>
      </tbody>
      <tbody>
        <tr class="spread-row">
          <td colSpan={columns()}>{spreadText(props.ladder, props.decimals)}</td>
        </tr>
      </tbody>
      <tbody class="bid">
        <For each={props.ladder.bids}>{(row) => <Row row={row} side="buy" digits={digits()} {...props} />}</For>
        <Hidden count={props.ladder.hiddenBids} lost={props.ladder.lostBids} side="bids" columns={columns()} />
      </tbody>
    </table>
  );
}

interface RowProps extends DepthLadderProps {
  readonly row: LadderRow;
  readonly side: 'buy' | 'sell';
  /** Decimals of sizes. */
  readonly digits: number;
}

function Row(props: RowProps): JSX.Element {
  return (
    <tr classList={{ uncounted: !props.row.isCounted }}>
      <td class={props.row.isCounted ? props.side : undefined}>{formatFixed(props.row.price, props.decimals)}</td>
      <td>{formatFixed(props.row.size, props.digits)}</td>
      <td class="ladder-lane">
        <Show when={props.row.share > 0}>
          <span class="ladder-bar" style={{ width: `${100 * props.row.share}%` }} />
        </Show>
      </td>
      <Show when={props.hasChanges}>
        <td class={changeClass(props.row.change)}>{changeText(props.row.change, props.digits)}</td>
      </Show>
      <td class="ladder-total">{formatFixed(props.row.total, props.digits)}</td>
    </tr>
  );
}

function changeText(change: LevelChange, digits: number): string {
  if (change === 'unseen') return '—';
  return typeof change === 'number' ? formatSigned(change, digits) : (change ?? '');
}

function changeClass(change: LevelChange): string | undefined {
  if (change === null) return undefined;
  if (change === 'unseen') return 'dim';
  return change === 'new' || change > 0 ? 'more' : 'less';
}

interface HiddenProps {
  readonly count: number;
  /** Levels that went and are not shown. */
  readonly lost: number;
  readonly side: string;
  readonly columns: number;
}

function Hidden(props: HiddenProps): JSX.Element {
  return (
    <Show when={props.count + props.lost > 0}>
      <tr class="more-levels">
        <td colSpan={props.columns}>{hiddenText(props)}</td>
      </tr>
    </Show>
  );
}

function hiddenText({ count, lost, side }: HiddenProps): string {
  const parts = [count > 0 ? `${count} more ${side}` : '', lost > 0 ? `${lost} smaller ones are gone` : ''];
  return parts.filter((part) => part !== '').join(' · ');
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

import { formatFixed, formatMillisecond } from '@orderflow/viz-web/chart';
import { For, type JSX, Show } from 'solid-js';
import type { RunComparison } from '../api/api-types.ts';
import { priceDecimals } from '../ladder/price-decimals.ts';
import { countOf, countText } from '../parts/count-text.ts';
import { ScrollRegion } from '../parts/scroll-region.tsx';
import { exactText } from '../proof/exact-text.ts';
import { modelName } from './run-texts.ts';

type Model = RunComparison['models'][number];
type Fill = Model['differences'][number]['first'];

interface DifferenceTableProps {
  readonly model: Model;
  /** What both runs are called. */
  readonly names: readonly [string, string];
}

/** How many fills differ under one maker model, and the first of them. */
export function DifferenceTable(props: DifferenceTableProps): JSX.Element {
  const listed = () => props.model.differences.length;
  return (
    <details class="differences">
      <summary>
        <strong>{modelName(props.model.makerModel)}</strong> {countsText(props.model, props.names)}
      </summary>
      <Show when={listed() > 0}>
        <ScrollRegion class="table-frame" label={`Fills that differ under ${modelName(props.model.makerModel)}`}>
          <table class="small-table">
            <thead>
              <tr>
                <th scope="col">Time, UTC</th>
                <For each={props.names}>{(name) => <th scope="col">{name}</th>}</For>
              </tr>
            </thead>
            <tbody>
              <For each={props.model.differences}>
                {({ first, second }) => (
                  <tr>
                    <td class="mono">{formatMillisecond((first ?? second)?.timestamp ?? 0)}</td>
                    <td class={first?.side}>{fillText(first)}</td>
                    <td class={second?.side}>{fillText(second)}</td>
                  </tr>
                )}
              </For>
            </tbody>
          </table>
        </ScrollRegion>
        <Show when={totalOf(props.model) > listed()}>
          <p class="dim">The first {countText(listed())} are listed; orderflow runs diff --json has all.</p>
        </Show>
      </Show>
    </details>
  );
}

function countsText({ fills }: Model, [first, second]: readonly [string, string]): string {
  if (fills === null) return 'the fills of one are not stored';
  const { same, changed, onlyFirst, onlySecond } = fills;
  return `${countOf(same, 'fill')} the same, ${countText(changed)} changed, ${countText(onlyFirst)} in ${first} alone, ${countText(onlySecond)} in ${second} alone`;
}

function totalOf({ fills }: Model): number {
  return fills === null ? 0 : fills.changed + fills.onlyFirst + fills.onlySecond;
}

function fillText(fill: Fill): string {
  if (fill === null) return '—';
  const { side, size, price, rule } = fill;
  const sign = side === 'buy' ? '▲' : '▼';
  return `${sign} ${side} ${exactText(size)} at ${formatFixed(price, priceDecimals([{ price }]))} (${rule})`;
}

import { For, type JSX } from 'solid-js';
import type { RunResult } from '../api/api-types.ts';
import { modelName, moneyText } from './run-texts.ts';

interface PnlBandProps {
  readonly results: readonly RunResult[];
  /** The maker model that is marked. */
  readonly chosen: string;
}

/** Where the profits of the maker models lie, and zero. */
export function PnlBand(props: PnlBandProps): JSX.Element {
  const known = () => props.results.flatMap(({ makerModel, pnl }) => (pnl === null ? [] : [{ makerModel, pnl }]));
  const low = () => Math.min(0, ...known().map(({ pnl }) => pnl));
  const high = () => Math.max(0, ...known().map(({ pnl }) => pnl));
  const place = (value: number) => `${high() === low() ? 50 : 2 + (96 * (value - low())) / (high() - low())}%`;
  const ends = () => [Math.min(...known().map(({ pnl }) => pnl)), Math.max(...known().map(({ pnl }) => pnl))] as const;
  return (
    <div class="graphic">
      <div class="band-axis" role="img" aria-label={bandLabel(known())}>
        <span class="band-all" />
        <span class="band-zero" style={{ left: place(0) }} />
        <span
          class="band-span"
          style={{ left: place(ends()[0]), width: `calc(${place(ends()[1])} - ${place(ends()[0])})` }}
        />
        <For each={known()}>
          {({ makerModel, pnl }) => (
            <span
              class="band-dot"
              classList={{ chosen: makerModel === props.chosen }}
              title={`${modelName(makerModel)}: ${moneyText(pnl)}`}
              style={{ left: place(pnl) }}
            />
          )}
        </For>
      </div>
    </div>
  );
}

function bandLabel(known: readonly { readonly makerModel: string; readonly pnl: number }[]): string {
  return known.map(({ makerModel, pnl }) => `${modelName(makerModel)} ${moneyText(pnl)}`).join(', ');
}

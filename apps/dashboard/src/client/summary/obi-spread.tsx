import type { JSX } from 'solid-js';
import type { Figures } from './figure-groups.ts';

/** How the OBI is spread from −1 to 1: all of it a line, nine tenths a box, the median a stroke. */
export function ObiSpread(props: { readonly figures: Figures }): JSX.Element {
  const at = (key: string) => 50 * (1 + Number(props.figures[key] ?? 0));
  const across = (from: string, to: string) => ({ left: `${at(from)}%`, right: `${100 - at(to)}%` });
  return (
    <div class="obi-spread" aria-hidden="true">
      <div class="spread-axis">
        <span class="spread-all" style={across('obiMin', 'obiMax')} />
        <span class="spread-most" style={across('obiP05', 'obiP95')} />
        <span class="spread-zero" />
        <span class="spread-median" style={{ left: `${at('obiP50')}%` }} />
      </div>
      <div class="graphic-labels">
        <span>−1</span>
        <span>0</span>
        <span>+1</span>
      </div>
    </div>
  );
}

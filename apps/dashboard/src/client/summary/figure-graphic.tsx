import { type JSX, Match, Switch } from 'solid-js';
import { countText } from '../parts/count-text.ts';
import type { Figures, GraphicKind } from './figure-groups.ts';
import { ObiSpread } from './obi-spread.tsx';
import { ShareBar } from './share-bar.tsx';
import { Sparkline } from './sparkline.tsx';

interface FigureGraphicProps {
  readonly kind: GraphicKind;
  readonly figures: Figures;
}

/** What a group of figures looks like. The figures below it say the same. */
export function FigureGraphic(props: FigureGraphicProps): JSX.Element {
  const figure = (key: string) => Number(props.figures[key] ?? 0);
  const bought = () => figure('buyShare');
  const oddBooks = () => figure('oneSidedBooks') + figure('emptyBooks') + figure('crossedBooks');
  const wholeShare = () => 1 - oddBooks() / Math.max(1, figure('snapshots'));
  return (
    <Switch>
      <Match when={props.kind === 'obi'}>
        <ObiSpread figures={props.figures} />
      </Match>
      <Match when={props.kind === 'volume'}>
        <ShareBar
          share={bought()}
          labels={[`Buys ${percent(bought())}`, `Sells ${percent(1 - bought())}`]}
          kind="sides"
        />
      </Match>
      <Match when={props.kind === 'books'}>
        <ShareBar
          share={wholeShare()}
          labels={['Two sides, in order', oddBooks() === 0 ? 'all' : `all but ${countText(oddBooks())}`]}
          kind="books"
        />
      </Match>
      <Match when={props.kind === 'cvd' || props.kind === 'price' ? props.kind : null}>
        {(series) => <Sparkline series={series()} />}
      </Match>
    </Switch>
  );
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)}%`;
}

import { styleText } from 'node:util';

/** What a piece of text means; a palette turns it into colour. */
export type Tone = 'strong' | 'faint' | 'good' | 'warning' | 'error' | 'accent';

/** Colours text by its meaning, or leaves it as it is. */
export type Palette = (tone: Tone, text: string) => string;

const STYLES = {
  strong: 'bold',
  faint: 'dim',
  good: 'green',
  warning: 'yellow',
  error: 'red',
  accent: 'cyan',
} as const satisfies Record<Tone, string>;

const coloured: Palette = (tone, text) => styleText(STYLES[tone], text, { validateStream: false });
const plain: Palette = (_tone, text) => text;

/** Where colours would go and what was said about them. */
export interface ColourWishes {
  readonly isTerminal: boolean;
  /** False after `--no-color`. */
  readonly wanted: boolean;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** A palette with colours for a terminal, unless `--no-color`, `NO_COLOR` or `TERM=dumb` say otherwise. */
export function choosePalette({ isTerminal, wanted, environment }: ColourWishes): Palette {
  const refused = !wanted || Boolean(environment.NO_COLOR) || environment.TERM === 'dumb';
  return isTerminal && !refused ? coloured : plain;
}

/** The colour of a legend's value. */
export type Tone = 'text' | 'axisText' | 'buy' | 'sell' | 'obi' | 'cvd' | 'equity';

/** A value of a legend with what it is. */
export interface LegendItem {
  readonly label: string;
  readonly value: string;
  readonly tone: Tone;
}

/**
 * How true a picture is: a `preview` until what it needs is read, then `exact`, which is what all rows would draw; or at
 * its `limit`, where the source holds nothing as fine as would be shown.
 */
export type Accuracy = 'preview' | 'exact' | 'limit';

/** The accuracy of a picture of several series: that of the least true. */
export function leastAccurate(all: readonly Accuracy[]): Accuracy {
  if (all.includes('preview')) return 'preview';
  return all.includes('limit') ? 'limit' : 'exact';
}

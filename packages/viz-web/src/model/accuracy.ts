/** From the least to the most true. */
const ACCURACIES = ['preview', 'limit', 'detail', 'exact'] as const;

/**
 * How true a picture is: a `preview` until what it needs is read, then `exact`, which is what all rows would draw, or
 * `detail`, where there are too many rows to read: every extreme is drawn, about a pixel from its place at most. At its
 * `limit` the source holds nothing as fine as would be shown.
 */
export type Accuracy = (typeof ACCURACIES)[number];

/** The accuracy of a picture of several series: that of the least true. */
export function leastAccurate(all: readonly Accuracy[]): Accuracy {
  return ACCURACIES.find((accuracy) => all.includes(accuracy)) ?? 'exact';
}

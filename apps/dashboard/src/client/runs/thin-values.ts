/** The lowest and the highest of each of so many stretches, in the order in which they come; few values as they are. */
export function thin(values: Float64Array, stretches: number): Float64Array {
  if (values.length <= 2 * stretches) return values;
  const thinned = new Float64Array(2 * stretches);
  for (let stretch = 0; stretch < stretches; stretch++) {
    const start = Math.floor((stretch * values.length) / stretches);
    const end = Math.floor(((stretch + 1) * values.length) / stretches);
    let [low, high] = [start, start];
    for (let row = start + 1; row < end; row++) {
      // Not `<`: what is not known gives way to what is.
      if (!(values[row]! >= values[low]!)) low = Number.isNaN(values[row]!) ? low : row;
      if (!(values[row]! <= values[high]!)) high = Number.isNaN(values[row]!) ? high : row;
    }
    thinned[2 * stretch] = values[Math.min(low, high)]!;
    thinned[2 * stretch + 1] = values[Math.max(low, high)]!;
  }
  return thinned;
}

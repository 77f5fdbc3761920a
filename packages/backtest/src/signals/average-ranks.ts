/** Ranks from 1, ascending; equal values share the mean of their ranks. NaN has no rank: NaN. */
export function averageRanksOf(values: Float64Array): Float64Array {
  const ranks = new Float64Array(values.length).fill(Number.NaN);
  const order = Uint32Array.from(values.keys())
    .filter((row) => !Number.isNaN(values[row]!))
    .sort((a, b) => values[a]! - values[b]!);
  for (let first = 0; first < order.length; ) {
    let end = first + 1;
    while (end < order.length && values[order[end]!] === values[order[first]!]) end += 1;
    // The ranks first + 1 to end have this mean.
    const rank = (first + 1 + end) / 2;
    for (; first < end; first++) ranks[order[first]!] = rank;
  }
  return ranks;
}

/** Index of the first value that is not below `target`; the length where there is none. `values` ascend. */
export function lowerBound(values: ArrayLike<number>, target: number): number {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (values[middle]! < target) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Index of the last value that is not above `target`; -1 where there is none. `values` ascend. */
export function lastAtOrBefore(values: ArrayLike<number>, target: number): number {
  const index = lowerBound(values, target);
  return index < values.length && values[index] === target ? index : index - 1;
}

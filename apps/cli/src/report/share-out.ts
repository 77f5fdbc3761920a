/** Divides a whole among those who want some of it: who wants less than an equal share leaves the rest to the others. */
export function shareOut(whole: number, wants: readonly number[]): readonly number[] {
  const shares = wants.map(() => 0);
  const order = [...wants.keys()].sort((a, b) => wants[a]! - wants[b]!);
  let left = whole;
  for (const [done, index] of order.entries()) {
    shares[index] = Math.min(wants[index]!, Math.floor(left / (order.length - done)));
    left -= shares[index];
  }
  return shares;
}

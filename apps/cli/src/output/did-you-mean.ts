/** More slips of the hand than this make another word. */
const MOST_SLIPS = 3;

/** ` (did you mean depth?)` for the known word that is closest to `word`; empty where none is close. */
export function didYouMean(word: string, known: readonly string[]): string {
  const lower = word.slice(0, 80).toLowerCase();
  const [best] = known
    .map((name) => ({ name, slips: slipsBetween(lower, name.toLowerCase()) }))
    .filter(({ name, slips }) => slips <= MOST_SLIPS && slips < name.length / 2)
    .sort((a, b) => a.slips - b.slips);
  return best === undefined ? '' : ` (did you mean ${best.name}?)`;
}

/** Letters to insert, delete, replace or swap with their neighbour until one word is the other (optimal alignment). */
function slipsBetween(one: string, other: string): number {
  let beforeLast: readonly number[] = [];
  let last: readonly number[] = Array.from({ length: other.length + 1 }, (_, column) => column);
  for (let row = 1; row <= one.length; row++) {
    const current = [row];
    for (let column = 1; column <= other.length; column++) {
      const isSame = one[row - 1] === other[column - 1];
      const isSwapped =
        row > 1 && column > 1 && one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1];
      const replaced = last[column - 1]! + (isSame ? 0 : 1);
      const swapped = isSwapped ? beforeLast[column - 2]! + 1 : Number.POSITIVE_INFINITY;
      current.push(Math.min(last[column]! + 1, current[column - 1]! + 1, replaced, swapped));
    }
    beforeLast = last;
    last = current;
  }
  return last[other.length]!;
}

/** How items are worked on. */
export interface LaneWork<Item, Result extends object> {
  /** How many items are worked on at once. */
  readonly lanes: number;
  /** Once it is aborted no further item begins. */
  readonly signal: { readonly aborted: boolean };
  /** Works on an item; its signal is aborted too where an item before it has failed. */
  readonly work: (item: Item, index: number, signal: { readonly aborted: boolean }) => Promise<Result>;
  /** Is told every result in the order of the items, as early as that is possible. */
  readonly onResult: (result: Result) => void;
}

/**
 * Works on items, several at once and begun in order, with the outcome of doing one after another: the results of all
 * that were begun, or the error of the first item that failed, thrown when no work is left.
 */
export async function runInLanes<Item, Result extends object>(
  items: readonly Item[],
  { lanes, signal, work, onResult }: LaneWork<Item, Result>,
): Promise<readonly Result[]> {
  const results: (Result | undefined)[] = items.map(() => undefined);
  const failures = new Map<number, unknown>();
  let begun = 0;
  let told = 0;
  const take = async (index: number) => {
    const hasFailedBefore = () => [...failures.keys()].some((failed) => failed < index);
    const own = {
      get aborted() {
        return signal.aborted || hasFailedBefore();
      },
    };
    try {
      results[index] = await work(items[index]!, index, own);
      for (let result = results[told]; result !== undefined; result = results[told]) {
        told++;
        onResult(result);
      }
    } catch (error) {
      failures.set(index, error);
    }
  };
  const runLane = async () => {
    while (begun < items.length && failures.size === 0 && !signal.aborted) await take(begun++);
  };
  await Promise.all(Array.from({ length: lanes }, runLane));
  const first = Math.min(...failures.keys());
  if (failures.size > 0) throw failures.get(first);
  return results.filter((result) => result !== undefined);
}

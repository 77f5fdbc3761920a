import type { Gesture } from './gestures.ts';

/** Milliseconds from the last event of each gesture to the end of the frame that shows the exact picture for good. */
export function settleTimes(gestures: readonly Gesture[]): readonly number[] {
  return gestures.map(({ log: { frames, inputs } }) => {
    const last = inputs.at(-1);
    if (last === undefined) throw new Error('a gesture reached the page with no event');
    const after = frames.filter(({ end }) => end > last);
    const preview = after.findLastIndex(({ isExact }) => !isExact);
    return (after[preview + 1]?.end ?? Number.POSITIVE_INFINITY) - last;
  });
}

/** Milliseconds between the frames in which the page drew while events kept coming. */
export function frameIntervals(gestures: readonly Gesture[]): readonly number[] {
  return gestures.flatMap(({ log: { frames, inputs } }) => {
    const [first = 0, last = 0] = [inputs[0], inputs.at(-1)];
    const during = frames.filter(({ start }) => start >= first && start <= last);
    return during.slice(1).map(({ start }, index) => start - during[index]!.start);
  });
}

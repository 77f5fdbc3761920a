/** A trace event of Chromium, as far as it is looked at. */
export interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly ts: number;
  readonly dur?: number;
  /** The same by the thread's own clock. */
  readonly tdur?: number;
  readonly tid: number;
  readonly pid: number;
}

/** The frames of a trace. */
export interface FrameCosts {
  /** Script and drawing on the main thread, by its own clock: what other programs took does not count. */
  readonly workMs: readonly number[];
  /** The same by the clock on the wall. */
  readonly wallMs: readonly number[];
}

/** What script and drawing are: frames (scripts, layout and the canvases' drawing), events, and answers that come. */
const WORK = new Set(['ProxyMain::BeginMainFrame', 'EventDispatch', 'TimerFire', 'RunMicrotasks']);

/** Sums the main thread's work from one animation frame to the next. */
export function frameCosts(events: readonly TraceEvent[]): FrameCosts {
  const frames = events
    .filter(({ name, ph }) => name === 'FireAnimationFrame' && ph === 'X')
    .sort((a, b) => a.ts - b.ts);
  const main = frames[0];
  const work = outermost(
    events.filter(({ name, tid, pid }) => WORK.has(name) && tid === main?.tid && pid === main.pid),
  );
  const workMs = frames.map(() => 0);
  const wallMs = frames.map(() => 0);
  let frame = 0;
  for (const { ts, dur = 0, tdur = dur } of work) {
    while (frame + 1 < frames.length && frames[frame]!.ts < ts) frame++;
    workMs[frame]! += tdur / 1000;
    wallMs[frame]! += dur / 1000;
  }
  return { workMs, wallMs };
}

function outermost(events: readonly TraceEvent[]): readonly TraceEvent[] {
  let end = 0;
  return events
    .filter(({ dur }) => dur !== undefined)
    .sort((a, b) => a.ts - b.ts)
    .filter(({ ts, dur = 0 }) => {
      if (ts < end) return false;
      end = ts + dur;
      return true;
    });
}

/** The value that a share of all do not exceed; NaN of none. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}

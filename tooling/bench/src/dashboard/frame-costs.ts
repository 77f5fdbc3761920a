/** A trace event of Chromium, as far as it is looked at. Times are microseconds. */
export interface TraceEvent {
  readonly name: string;
  readonly ts: number;
  readonly dur?: number;
  /** The same by the thread's own clock. */
  readonly tdur?: number;
  readonly tid: number;
  readonly pid: number;
}

/** What the main thread of a page did for a frame: milliseconds by the clock on the wall, unless it says otherwise. */
export interface FrameCost {
  /** Events, script, answers, layout, drawing into canvases, collecting garbage. */
  readonly work: number;
  /** The same by the thread's own clock: what other programs took does not count. */
  readonly ownWork: number;
  /** Painting what was drawn into canvases, which is a graphics processor's work where there is one. */
  readonly raster: number;
  /** Waiting until the compositor has taken the frame over. */
  readonly handOver: number;
}

/** A task of a thread, in microseconds. */
interface Task {
  readonly start: number;
  readonly length: number;
  work: number;
  ownWork: number;
  raster: number;
  handOver: number;
  /** Whether an animation frame was drawn in it. */
  hasFrame: boolean;
}

/** Marks of a page around a gesture and the drawing of its exact picture. */
export const GESTURE_MARK = 'gesture';
export const REST_MARK = 'rest';

/** Categories of a trace that has what is looked at. */
export const TRACE_CATEGORIES = ['toplevel', 'devtools.timeline', 'cc', 'blink.user_timing'];

const TASK = 'ThreadControllerImpl::RunTask';
const FRAME = 'FireAnimationFrame';
const RASTER = 'LayerTreeHost::DoUpdateLayers';
const HAND_OVER = 'ProxyMain::BeginMainFrame::commit';

/** The costs of all frames of gestures: of each frame, those of all tasks since the frame before. */
export function frameCosts(events: readonly TraceEvent[]): readonly FrameCost[] {
  const mark = events.find(({ name }) => name === GESTURE_MARK);
  const own = events.filter(({ pid, tid }) => pid === mark?.pid && tid === mark.tid).sort((a, b) => a.ts - b.ts);
  const tasks = outermostTasks(own);
  const ends = own.filter(({ name }) => name === REST_MARK);
  return own
    .filter(({ name }) => name === GESTURE_MARK)
    .flatMap(({ ts }, index) => {
      const end = ends[index]?.ts ?? Number.POSITIVE_INFINITY;
      return costsOf(tasks.filter(({ start }) => start >= ts && start < end));
    });
}

function outermostTasks(events: readonly TraceEvent[]): readonly Task[] {
  const tasks: Task[] = [];
  for (const { name, ts, dur = 0, tdur = dur } of events) {
    const task = tasks.at(-1);
    if (task === undefined || ts >= task.start + task.length) {
      const costs = { work: dur, ownWork: tdur, raster: 0, handOver: 0 };
      if (name === TASK) tasks.push({ start: ts, length: dur, ...costs, hasFrame: false });
    } else if (name === FRAME) task.hasFrame = true;
    else if (name === RASTER || name === HAND_OVER) {
      task[name === RASTER ? 'raster' : 'handOver'] += dur;
      task.work -= dur;
      task.ownWork -= tdur;
    }
  }
  return tasks;
}

function costsOf(tasks: readonly Task[]): readonly FrameCost[] {
  const costs: FrameCost[] = [];
  let sum = { work: 0, ownWork: 0, raster: 0, handOver: 0 };
  for (const { work, ownWork, raster, handOver, hasFrame } of tasks) {
    sum.work += work / 1000;
    sum.ownWork += ownWork / 1000;
    sum.raster += raster / 1000;
    sum.handOver += handOver / 1000;
    if (!hasFrame) continue;
    costs.push(sum);
    sum = { work: 0, ownWork: 0, raster: 0, handOver: 0 };
  }
  return costs;
}

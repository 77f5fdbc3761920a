import type { Context } from 'hono';
import { streamSSE } from 'hono/streaming';
import type { DashboardContext } from '../dashboard-context.ts';
import { Pace, type PaceFigures } from '../progress/pace.ts';
import { runForRequest } from '../request-scope.ts';
import { problemOf } from './problem.ts';

const PROGRESS_EVERY_MS = 200;

/** Says how far work has come. */
export type OnProgress = (progress: { readonly rows: number; readonly totalRows: number }) => void;

/** Whether a client wants to hear how long work goes on. */
export function wantsProgress(request: Context): boolean {
  return request.req.header('accept')?.includes('text/event-stream') ?? false;
}

/** Answers with events: `progress` while work goes on, then `result`, or `problem`. Work ends when the client goes. */
export function respondWithProgress(
  request: Context,
  { hidden, onError }: DashboardContext,
  work: (onProgress: OnProgress) => Promise<object>,
): Response {
  return streamSSE(request, async (stream) => {
    const gone = new AbortController();
    stream.onAbort(() => gone.abort());
    const pace = new Pace(() => performance.now());
    let last = Number.NEGATIVE_INFINITY;
    const tell = (figures: PaceFigures) => stream.writeSSE({ event: 'progress', data: JSON.stringify(figures) });
    const onProgress: OnProgress = ({ rows, totalRows }) => {
      const figures = pace.update(rows, totalRows);
      if (performance.now() - last < PROGRESS_EVERY_MS) return;
      last = performance.now();
      tell(figures).catch(() => gone.abort());
    };
    try {
      const result = await runForRequest(gone.signal, () => work(onProgress));
      await stream.writeSSE({ event: 'result', data: JSON.stringify(result) });
    } catch (error) {
      const problem = problemOf(error, hidden());
      if (problem.code === 'internal') onError(error);
      await stream.writeSSE({ event: 'problem', data: JSON.stringify(problem) });
    }
  });
}

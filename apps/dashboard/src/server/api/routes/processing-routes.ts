import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { streamSSE } from 'hono/streaming';
import type { DashboardContext } from '../../dashboard-context.ts';
import type { ProcessingJobs } from '../../processing/processing-jobs.ts';
import { ProblemError } from '../problem.ts';
import { processingRequestSchema, processingSchema } from '../processing-schemas.ts';
import { jsonResponse, PROBLEM_RESPONSE } from '../responses.ts';

/** A silent connection is taken for a dead one by what stands between. */
const SIGN_OF_LIFE_MS = 15_000;

const stateRoute = createRoute({
  method: 'get',
  path: '/processing',
  summary: 'How the present run stands, or the last one.',
  responses: { 200: jsonResponse('The run.', processingSchema), ...PROBLEM_RESPONSE },
});

const startRoute = createRoute({
  method: 'post',
  path: '/processing',
  summary: 'Computes and stores the metrics of files.',
  request: { body: { required: true, content: { 'application/json': { schema: processingRequestSchema } } } },
  responses: { 202: jsonResponse('The run has begun.', processingSchema), ...PROBLEM_RESPONSE },
});

const cancelRoute = createRoute({
  method: 'delete',
  path: '/processing',
  summary: 'Stops the run after its present batch; all that is done stays.',
  responses: { 202: jsonResponse('The run ends.', processingSchema), ...PROBLEM_RESPONSE },
});

const eventsRoute = createRoute({
  method: 'get',
  path: '/processing/events',
  summary: 'The state of the run as `state` events: at once, and whenever it changes.',
  responses: {
    200: { description: 'Events.', content: { 'text/event-stream': { schema: z.string() } } },
    ...PROBLEM_RESPONSE,
  },
});

/** Adds what starts and watches processing. */
export function addProcessingRoutes(api: OpenAPIHono, { processing }: DashboardContext): void {
  api.openapi(stateRoute, (request) => request.json(jobsOf(processing).state, 200));
  api.openapi(startRoute, (request) => {
    const { files, force = false } = request.req.valid('json');
    return request.json(jobsOf(processing).start(files, force), 202);
  });
  api.openapi(cancelRoute, (request) => request.json(jobsOf(processing).cancel(), 202));
  api.openapi(eventsRoute, (request) => {
    const jobs = jobsOf(processing);
    return streamSSE(request, async (stream) => {
      const changes = new Changes(jobs);
      stream.onAbort(() => changes.end());
      try {
        while (!stream.aborted) {
          await stream.writeSSE({ event: 'state', data: JSON.stringify(jobs.state) });
          while (!(await changes.next(SIGN_OF_LIFE_MS)) && !stream.aborted) await stream.write(': alive\n\n');
        }
      } finally {
        changes.end();
      }
    });
  });
}

function jobsOf(processing: ProcessingJobs | null): ProcessingJobs {
  if (processing !== null) return processing;
  throw new ProblemError(
    403,
    'read-only',
    'this dashboard only reads: start it with --process to let it compute metrics',
  );
}

/** Waits for changes; those that come between two waits count as one. */
class Changes {
  readonly #stopListening: () => void;
  #hasChanged = false;
  #wake: (() => void) | null = null;

  constructor(jobs: ProcessingJobs) {
    this.#stopListening = jobs.onChange(() => {
      this.#hasChanged = true;
      this.#wake?.();
    });
  }

  /** Whether there was a change, at the latest after `mostMs`. */
  async next(mostMs: number): Promise<boolean> {
    if (!this.#hasChanged) await this.#wait(mostMs);
    const hasChanged = this.#hasChanged;
    this.#hasChanged = false;
    return hasChanged;
  }

  end(): void {
    this.#stopListening();
    this.#wake?.();
  }

  #wait(mostMs: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, mostMs);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}

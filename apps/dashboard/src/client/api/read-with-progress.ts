import { apiUrl, type QueryValues } from './api-client.ts';
import { problemOf, unreachable } from './problem.ts';

/** How far a long answer has come. */
export interface Progress {
  readonly rows: number;
  readonly totalRows: number;
  /** Rows a second; null until it is known. */
  readonly rate: number | null;
  readonly secondsLeft: number | null;
}

/**
 * Asks for an answer that takes its time, and hears how far it is. Aborting closes the connection, which stops the work.
 * @throws ApiProblem where the answer is a problem, or the connection breaks.
 */
export function readWithProgress<Body>(
  path: string,
  query: QueryValues,
  onProgress: (progress: Progress) => void,
  signal: AbortSignal,
): Promise<Body> {
  return new Promise((resolve, reject) => {
    const events = new EventSource(apiUrl(path, query));
    const end = (finish: () => void) => {
      events.close();
      finish();
    };
    events.addEventListener('progress', (event) => onProgress(JSON.parse(event.data)));
    events.addEventListener('result', (event) => end(() => resolve(JSON.parse(event.data))));
    events.addEventListener('problem', (event) => {
      const document = JSON.parse(event.data);
      end(() => reject(problemOf(Number(document?.status ?? 500), document)));
    });
    events.addEventListener('error', (event) => end(() => reject(unreachable(event))));
    signal.addEventListener('abort', () => end(() => reject(new DOMException('nobody waits', 'AbortError'))));
  });
}

import { request } from 'node:http';
import { onTestFinished } from 'vitest';
import { type DashboardOptions, startDashboard } from '../../../src/server/index.ts';

/** An answer, its body read. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: Buffer;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
  readonly json: any;
}

/** A server that is asked. */
export interface ServedDashboard {
  /** Such as `http://127.0.0.1:41234`. */
  readonly origin: string;
  /** Every error that nobody foresaw. */
  readonly errors: readonly unknown[];
  ask(path: string, options?: AskOptions): Promise<Answer>;
  close(): Promise<void>;
}

/** How to ask. */
export interface AskOptions {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** A real server on a free port, closed after the test. */
export async function serve(
  sources: readonly string[],
  options: Partial<DashboardOptions> = {},
): Promise<ServedDashboard> {
  const errors: unknown[] = [];
  const dashboard = await startDashboard({
    sources,
    port: 0,
    onError: (error) => errors.push(error),
    ...options,
  });
  let isClosed = false;
  const close = async () => {
    if (!isClosed) await dashboard.close();
    isClosed = true;
  };
  onTestFinished(close);
  const origin = dashboard.address.replace(/\/$/, '');
  return { origin, errors, close, ask: (path, asked) => ask(origin, path, asked) };
}

/** Asks for a path as it stands: `fetch` would tidy it up. */
function ask(origin: string, path: string, { method = 'GET', headers = {}, body }: AskOptions = {}): Promise<Answer> {
  const { hostname, port } = new URL(origin);
  return new Promise((resolve, reject) => {
    const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) };
    const sent = request(
      { hostname, port, path, method, headers: { ...length, ...headers }, agent: false },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => {
          const whole = Buffer.concat(chunks);
          const isJson = /json/.test(response.headers['content-type'] ?? '');
          const json = isJson ? JSON.parse(whole.toString()) : null;
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body: whole, json });
        });
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
}

/** One server-sent event. */
export interface ServerEvent {
  readonly event: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into events of every shape
  readonly data: any;
}

/** Events as they come; leaving the loop ends the connection. */
export async function* eventsOf(url: string): AsyncGenerator<ServerEvent> {
  const gone = new AbortController();
  const response = await fetch(url, { headers: { accept: 'text/event-stream' }, signal: gone.signal });
  let text = '';
  try {
    for await (const chunk of response.body!.pipeThrough(new TextDecoderStream())) {
      text += chunk;
      const blocks = text.split('\n\n');
      text = blocks.pop()!;
      for (const block of blocks) {
        const event = /^event: (.*)$/m.exec(block)?.[1];
        const data = /^data: (.*)$/m.exec(block)?.[1];
        if (event !== undefined && data !== undefined) yield { event, data: JSON.parse(data) };
      }
    }
  } finally {
    gone.abort();
  }
}

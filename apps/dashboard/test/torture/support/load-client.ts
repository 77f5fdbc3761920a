import { Agent, type IncomingMessage, request } from 'node:http';

/** What a client does, again and again. */
export interface Visit {
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Whether it goes away before the answer has come. */
  readonly isCut: boolean;
}

/** What came of it: a status, or that the client went away. */
export interface Visited {
  readonly visit: Visit;
  readonly status: number | 'cut';
  readonly milliseconds: number;
  readonly bytes: number;
}

/** One client with one connection that stays open, as a browser has them. */
export class LoadClient {
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 1 });
  readonly #origin: URL;

  constructor(origin: string) {
    this.#origin = new URL(origin);
  }

  /** Asks, and reads the whole answer. */
  async go(visit: Visit): Promise<Visited> {
    const startedAt = performance.now();
    const outcome = await this.#ask(visit);
    return { visit, ...outcome, milliseconds: performance.now() - startedAt };
  }

  close(): void {
    this.#agent.destroy();
  }

  #ask({ path, headers = {}, isCut }: Visit): Promise<Pick<Visited, 'status' | 'bytes'>> {
    const { hostname, port } = this.#origin;
    return new Promise((resolve, reject) => {
      const failed = (error: Error) => (isCut ? resolve({ status: 'cut', bytes: 0 }) : reject(error));
      const sent = request({ hostname, port, path, headers, agent: this.#agent }, (response: IncomingMessage) => {
        if (isCut) sent.destroy();
        let bytes = 0;
        response.on('data', (chunk: Buffer) => {
          bytes += chunk.length;
        });
        response.on('end', () => resolve({ status: response.statusCode ?? 0, bytes }));
        response.on('error', failed);
      });
      sent.on('close', () => isCut && resolve({ status: 'cut', bytes: 0 }));
      sent.on('error', failed);
      if (isCut) setTimeout(() => sent.destroy(), 5);
      sent.end();
    });
  }
}

/** What connections may take of the server. */
export interface ConnectionLimits {
  /** More at once are turned away. */
  readonly connections: number;
  /** How long a client may take to send the head of a request, from its first byte or the connection on. */
  readonly headersMs: number;
  /** How long it may take to send a whole request. */
  readonly requestMs: number;
  readonly headerBytes: number;
  /** How long it may take no byte of an answer that waits for it. */
  readonly stallMs: number;
  /** Answers that wait for their clients take no more memory than this together: then none may stall. */
  readonly waitingBytes: number;
  /** How often all this is looked at. */
  readonly lookMs: number;
}

/** A browser takes six connections at most; answers are some megabytes at most. */
export const CONNECTION_LIMITS: ConnectionLimits = {
  connections: 1024,
  headersMs: 10_000,
  requestMs: 30_000,
  headerBytes: 16 * 1024,
  stallMs: 60_000,
  waitingBytes: 256 * 1024 * 1024,
  lookMs: 1000,
};

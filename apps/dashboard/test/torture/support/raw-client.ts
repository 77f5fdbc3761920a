import { connect, type Socket } from 'node:net';

/** A connection that says exactly what a test wants it to say. */
export interface RawClient {
  readonly socket: Socket;
  /** What came back so far. */
  text(): string;
  /** Milliseconds from the start until the connection ended. */
  readonly ended: Promise<number>;
}

/** Connects, and sends the text at once. */
export function openRaw(port: number, text = ''): RawClient {
  const startedAt = performance.now();
  const chunks: Buffer[] = [];
  const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: false });
  socket.on('data', (chunk: Buffer) => chunks.push(chunk));
  // A server that has heard enough resets the connection.
  socket.on('error', () => undefined);
  if (text !== '') socket.write(text, 'latin1');
  const ended = new Promise<number>((resolve) => {
    socket.on('close', () => resolve(performance.now() - startedAt));
  });
  return { socket, text: () => Buffer.concat(chunks).toString('latin1'), ended };
}

/** Sends more every so often, until the connection ends. */
export function drip({ socket }: RawClient, everyMs: number, more: () => string): void {
  const timer = setInterval(() => socket.write(more(), 'latin1'), everyMs);
  socket.on('close', () => clearInterval(timer));
}

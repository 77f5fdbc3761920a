import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import type { ConnectionLimits } from './connection-limits.ts';

/** How far a client has read. */
interface Progress {
  readonly bytes: number;
  /** When it read last, or when it had read everything. */
  readonly at: number;
}

/** Ends connections whose client does not read its answer: it would stay in memory. */
export function endStalledConnections(
  server: Server,
  { stallMs, waitingBytes, lookMs }: Pick<ConnectionLimits, 'stallMs' | 'waitingBytes' | 'lookMs'>,
): void {
  const progress = new Map<Socket, Progress>();
  server.on('connection', (socket) => {
    progress.set(socket, { bytes: 0, at: performance.now() });
    socket.on('close', () => progress.delete(socket));
  });
  const timer = setInterval(() => {
    const now = performance.now();
    const waiting = [...progress.keys()].reduce((sum, { writableLength }) => sum + writableLength, 0);
    const patience = waiting > waitingBytes ? lookMs : stallMs;
    for (const [socket, { bytes, at }] of progress) {
      const read = socket.bytesWritten - socket.writableLength;
      if (read > bytes || socket.writableLength === 0) progress.set(socket, { bytes: read, at: now });
      else if (now - at >= patience) socket.destroy();
    }
  }, lookMs);
  timer.unref();
  server.on('close', () => clearInterval(timer));
}

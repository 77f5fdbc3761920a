import { availableParallelism } from 'node:os';
import { nodeProgram, type Program } from './program.ts';

/** One thread, which does without workers, and as many as there are cores. */
export const THREAD_COUNTS: readonly number[] = [...new Set([1, availableParallelism()])];

/** Computes everything and stores nothing. */
export function computeProgram(threads: number, folder?: string): Program {
  return nodeProgram(`compute, ${threadsText(threads)}`, 'compute-child.ts', { options: { threads }, folder });
}

/** Computes and stores everything, as the command `process` does. */
export function processProgram(threads: number, folder?: string): Program {
  const name = `process, ${threadsText(threads)}`;
  return nodeProgram(name, 'process-child.ts', { options: { threads }, folder, stores: true });
}

function threadsText(threads: number): string {
  return threads === 1 ? '1 thread' : `${threads} threads`;
}

import { TimestampTexts } from '../source/timestamp-texts.ts';
import type { Chunk } from './chunk.ts';
import type { LevelKernel } from './level-kernel.ts';

const NEWLINE = 0x0a;

/** The columns of a chunk that its timestamps come to. */
export type ChunkTimes = Pick<Chunk, 'timestamps' | 'nanoseconds' | 'timestampText' | 'formats'>;

/** The times of `count` timestamps with a newline between two; null where a timestamp holds a newline itself. */
export function readTimes(text: Buffer, count: number, kernel: LevelKernel): ChunkTimes | null {
  const timestamps = kernel.readMilliseconds(text, count);
  if (timestamps === null) return readAnyTimes(text, count);
  return { timestamps, nanoseconds: new Uint32Array(count), timestampText: text.toString('latin1'), formats: ['ms'] };
}

function readAnyTimes(text: Buffer, count: number): ChunkTimes | null {
  const reader = new TimestampTexts();
  const timestamps = new Float64Array(count);
  const nanoseconds = new Uint32Array(count);
  const texts: string[] = [];
  let start = 0;
  for (let row = 0; row < count; row++) {
    const newline = text.indexOf(NEWLINE, start);
    const end = newline < 0 ? text.length : newline;
    if (newline < 0 !== (row === count - 1)) return null;
    reader.readBytes(text, start, end);
    timestamps[row] = reader.timestamp;
    nanoseconds[row] = reader.nanoseconds;
    // A text that cannot be read is never written.
    texts.push(Number.isNaN(reader.timestamp) ? '' : text.toString('latin1', start, end));
    start = end + 1;
  }
  return { timestamps, nanoseconds, timestampText: texts.join('\n'), formats: [...reader.formats] };
}

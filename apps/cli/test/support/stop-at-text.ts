import { existsSync, writeFileSync } from 'node:fs';
import { isMainThread } from 'node:worker_threads';

// Is imported before the command. Where standard error first holds a text, its main thread stands still while a file is
// there, so that what happens at that place happens there however fast the machine is. Its worker threads go on.
const { text, file } = JSON.parse(process.env.STOP_AT_TEXT ?? '{}');
const POLL_MS = 2;

function standStill(): void {
  writeFileSync(file, '');
  const nobody = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  while (existsSync(file)) Atomics.wait(nobody, 0, 0, POLL_MS);
}

if (isMainThread && text !== undefined) {
  const { stderr } = process;
  const { write } = stderr;
  let written = '';
  const writeAndStop = (...words: unknown[]): boolean => {
    const isDrained: boolean = Reflect.apply(write, stderr, words);
    const hadIt = written.includes(text);
    written += words[0];
    if (!hadIt && written.includes(text)) standStill();
    return isDrained;
  };
  stderr.write = writeAndStop;
}

import type { OutputStream } from '../command-context.ts';

/** Writes one JSON document, for `--json`. */
export function writeJson(stream: OutputStream, document: unknown): void {
  stream.write(`${JSON.stringify(document, null, 2)}\n`);
}

import type { OutputStream } from './output-stream.ts';

/** What JSON leaves as it is and a terminal obeys. */
const UNSAFE = /[\u007f-\u009f\u2028\u2029\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]/g;

/** A value as JSON, safe on a terminal: it reads back as the same value. */
export function jsonText(value: unknown, space?: number): string {
  return JSON.stringify(value, null, space).replace(UNSAFE, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}

/** Writes one JSON document, for `--json`. */
export function writeJson(stream: OutputStream, document: unknown): void {
  stream.write(`${jsonText(document, 2)}\n`);
}

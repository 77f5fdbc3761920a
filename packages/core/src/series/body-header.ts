import { OrderflowError } from '../errors.ts';

/** Bytes of the length that a body starts with. */
export const LENGTH_BYTES = 4;

const HIGHEST_ASCII = 0x7f;

/** A value as JSON whose characters are bytes: all others are written as escapes. */
export function asciiJson(value: unknown): string {
  const json = JSON.stringify(value);
  let text = '';
  for (let at = 0; at < json.length; at++) {
    const code = json.charCodeAt(at);
    text += code <= HIGHEST_ASCII ? json[at] : `\\u${code.toString(16).padStart(4, '0')}`;
  }
  return text;
}

/** Writes a header in ASCII at the start of a body: its length, little-endian, then itself. */
export function writeHeader(bytes: Uint8Array, header: string): void {
  new DataView(bytes.buffer, bytes.byteOffset).setUint32(0, header.length, true);
  for (let at = 0; at < header.length; at++) bytes[LENGTH_BYTES + at] = header.charCodeAt(at);
}

/**
 * The value of a body's header, and where it ends.
 * @throws OrderflowError `bad-argument` where there is none.
 */
export function readHeader(bytes: Uint8Array): { readonly value: unknown; readonly end: number } {
  if (bytes.byteLength < LENGTH_BYTES) throw badBody('it is cut short');
  const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
  const end = LENGTH_BYTES + length;
  if (end > bytes.byteLength) throw badBody('it is cut short');
  let text = '';
  for (let at = LENGTH_BYTES; at < end; at++) text += String.fromCharCode(bytes[at]!);
  return { value: parse(text), end };
}

/** The error of a body that cannot be read. */
export function badBody(what: string, cause?: unknown): OrderflowError {
  const message = `this is not the body of a series: ${what}; read it whole, from a server of the same version`;
  return new OrderflowError('bad-argument', message, { cause });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw badBody('its header is no JSON', cause);
  }
}

/** Gives the memory of a text back at once: the garbage collector would let tens of megabytes of them pile up first. */
export function freeText({ buffer, byteLength }: Buffer): void {
  if (buffer instanceof ArrayBuffer && buffer.byteLength === byteLength) buffer.transfer(0);
}

import { createHash } from 'node:crypto';
import {
  type ByteHash,
  canonicalJson,
  resultColumnsOf,
  type SimulationResult,
  summariseResult,
} from '@orderflow/backtest';
import type { RunInputs } from '@orderflow/core';

/** A hash of a text, hexadecimal. */
export function hashText(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** A hash of bytes as they come. */
export function makeByteHash(): ByteHash {
  const hash = createHash('sha256');
  return { update: (bytes) => hash.update(bytes), digest: () => hash.digest('hex') };
}

/** The hash of a market, of the instruments and the hashes of its columns. */
export function dataHashOf(instruments: readonly string[], digests: readonly string[]): string {
  return hashText(canonicalJson({ instruments, digests }));
}

/** The id of a run: the hash of its inputs. */
export function runIdOf(inputs: RunInputs): string {
  return hashText(canonicalJson(inputs));
}

/** The hash of everything that came out of a run. */
export function resultHashOf(results: readonly SimulationResult[]): string {
  const hash = createHash('sha256');
  for (const result of results) {
    hash.update(canonicalJson(summariseResult(result)));
    for (const { buffer, byteOffset, byteLength } of resultColumnsOf(result)) {
      hash.update(new Uint8Array(buffer, byteOffset, byteLength));
    }
  }
  return hash.digest('hex');
}

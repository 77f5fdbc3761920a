import { createHash } from 'node:crypto';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/**
 * A digest of the names, sizes and times of the files in `folder`; it changes when a capture does. A folder that is
 * not there is like an empty one.
 * @param {string} folder
 * @returns {string}
 */
export function capturesDigest(folder) {
  const hash = createHash('sha256');
  const names = existsSync(folder) ? readdirSync(folder).sort() : [];
  for (const name of names) {
    const { size, mtimeMs } = statSync(join(folder, name));
    hash.update(`${name} ${size} ${mtimeMs}\n`);
  }
  return hash.digest('hex');
}

import { execFileSync } from 'node:child_process';

/** Has the system forget what it holds of files (Linux: `posix_fadvise`, by dd); false where there is no way to. */
export function dropCaches(paths: readonly string[]): boolean {
  try {
    for (const path of paths) execFileSync('dd', [`if=${path}`, 'iflag=nocache', 'count=0', 'status=none']);
    return true;
  } catch {
    return false;
  }
}

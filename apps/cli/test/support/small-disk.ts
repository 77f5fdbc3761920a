import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** A file system of its own in memory. */
export interface SmallDisk {
  readonly folder: string;
  resize(bytes: number): void;
  /** Takes it away, with all that is on it. */
  remove(): void;
}

/** Mounts a disk of so many bytes in a new folder of `parent`; null where that is not allowed. */
export function mountSmallDisk(parent: string, bytes: number): SmallDisk | null {
  const folder = mkdtempSync(join(parent, 'disk-'));
  const mount = (options: string) => spawnSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', folder]).status === 0;
  if (!mount(`size=${bytes}`)) {
    rmSync(folder, { recursive: true });
    return null;
  }
  return {
    folder,
    resize: (wanted) => {
      if (!mount(`remount,size=${wanted}`)) throw new Error(`the disk at ${folder} cannot be resized`);
    },
    remove: () => {
      spawnSync('umount', ['-l', folder]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

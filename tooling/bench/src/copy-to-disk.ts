import { closeSync, copyFileSync, fsyncSync, openSync } from 'node:fs';

/** Copies a file and waits for the disk, so that who works on the copy does not. */
export function copyToDisk(from: string, to: string): void {
  copyFileSync(from, to);
  waitForDisk(to);
}

/** Waits until a file that was written is on the disk. */
export function waitForDisk(path: string): void {
  const file = openSync(path, 'r+');
  fsyncSync(file);
  closeSync(file);
}

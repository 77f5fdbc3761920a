import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { generateMarket } from '@orderflow/core';
import { writeSourceFile } from '@orderflow/sqlite-repo';
import { waitForDisk } from './copy-to-disk.ts';

/** A seeded market of so many snapshots and levels a side. */
export interface Sample {
  readonly snapshots: number;
  readonly levels: number;
}

/** Writes a sample, and removes its file when the action has ended. */
export async function withSampleFile<Result>(
  folder: string,
  { snapshots, levels }: Sample,
  action: (file: string) => Promise<Result>,
): Promise<Result> {
  const file = join(folder, `${snapshots}x${levels}.db`);
  try {
    await writeSourceFile(file, generateMarket({ seed: 1, snapshots, levels }));
    waitForDisk(file);
    return await action(file);
  } finally {
    rmSync(file, { force: true });
  }
}

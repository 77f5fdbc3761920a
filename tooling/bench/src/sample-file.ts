import { join } from 'node:path';
import { generateMarket } from '@orderflow/core';
import { writeSourceFile } from '@orderflow/sqlite-repo';

/** Writes a seeded market of so many snapshots and levels a side; its path. */
export async function makeSampleFile(folder: string, snapshots: number, levels: number): Promise<string> {
  const file = join(folder, `${snapshots}x${levels}.db`);
  await writeSourceFile(file, generateMarket({ seed: 1, snapshots, levels }));
  return file;
}

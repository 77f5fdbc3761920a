import { changeFile, sampleFile, storeMetrics } from '../../server/support/sample-files.ts';

/** A market of ten minutes that lacks two of them, with its metrics. */
export async function gappedFile(folder: string): Promise<string> {
  const path = await sampleFile(folder, 'sample.db', { snapshots: 600 });
  changeFile(path, 'DELETE FROM book WHERE id BETWEEN 200 AND 320');
  await storeMetrics(path);
  return path;
}

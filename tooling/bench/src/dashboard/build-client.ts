import { join } from 'node:path';
import { build } from 'vite';

const CONFIG = join(import.meta.dirname, '../../../../apps/dashboard/vite.config.ts');

/** Builds the page of the dashboard into a folder, as it is published. */
export async function buildClient(folder: string): Promise<void> {
  await build({
    configFile: CONFIG,
    logLevel: 'error',
    mode: 'production',
    build: { outDir: folder, emptyOutDir: true },
  });
}

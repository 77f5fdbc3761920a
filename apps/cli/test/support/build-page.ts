import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build, type Rollup } from 'vite';

const FOLDER = join(import.meta.dirname, '../..');

/** Builds the script of a report's page, with its licences, where the command looks for them; never half of one is there. */
export async function setup(): Promise<void> {
  const configFile = join(FOLDER, 'vite.config.ts');
  const outputs = await build({ configFile, logLevel: 'error', mode: 'production', build: { write: false } });
  const dist = join(FOLDER, 'dist');
  mkdirSync(dist, { recursive: true });
  for (const made of (outputs as Rollup.RollupOutput[]).flatMap(({ output }) => output)) {
    replaceFile(join(dist, made.fileName), Buffer.from(made.type === 'chunk' ? made.code : made.source));
  }
}

/** Leaves a file alone that is as it should be, since others may read it. */
function replaceFile(path: string, bytes: Buffer): void {
  if (existsSync(path) && readFileSync(path).equals(bytes)) return;
  const partial = `${path}.${process.pid}`;
  writeFileSync(partial, bytes);
  renameSync(partial, path);
}

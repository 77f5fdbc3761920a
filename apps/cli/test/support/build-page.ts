import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build, type Rollup } from 'vite';

const FOLDER = join(import.meta.dirname, '../..');
const SCRIPT = join(FOLDER, 'dist/report-page.js');

/** Builds the script of a report's page where the command looks for it; never half of it is there. */
export async function setup(): Promise<void> {
  const configFile = join(FOLDER, 'vite.config.ts');
  const outputs = await build({ configFile, logLevel: 'error', mode: 'production', build: { write: false } });
  const [chunk] = (outputs as Rollup.RollupOutput[]).flatMap(({ output }) => output);
  const script = chunk?.type === 'chunk' ? chunk.code : '';
  if (existsSync(SCRIPT) && readFileSync(SCRIPT, 'utf8').startsWith(script)) return;
  mkdirSync(join(FOLDER, 'dist'), { recursive: true });
  const partial = `${SCRIPT}.${process.pid}`;
  writeFileSync(partial, script);
  renameSync(partial, SCRIPT);
}

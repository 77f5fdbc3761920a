import { gzipSync } from 'node:zlib';
import { build, type Rollup } from 'vite';
import solid from 'vite-plugin-solid';
import { expect, it } from 'vitest';

const CEILING = 20_000;

it('loads at most 20 kB of its own code, gzip, before anything is opened', async () => {
  const outputs = (await build({
    configFile: false,
    logLevel: 'error',
    plugins: [solid()],
    resolve: { conditions: ['@orderflow/source'] },
    build: {
      write: false,
      target: 'es2022',
      lib: { entry: `${import.meta.dirname}/../src/index.ts`, formats: ['es'] },
      rolldownOptions: { external: [/^solid-js/, 'uplot', '@orderflow/core'], output: { minify: true } },
    },
  })) as Rollup.RollupOutput[];
  const chunks = outputs.flatMap(({ output }) => output.filter((part) => part.type === 'chunk'));
  const byName = new Map(chunks.map((chunk) => [chunk.fileName, chunk]));
  const loaded = new Set<string>();
  const load = (name: string) => {
    const chunk = byName.get(name);
    if (chunk === undefined || loaded.has(name)) return;
    loaded.add(name);
    for (const imported of chunk.imports) load(imported);
  };
  for (const { isEntry, fileName } of chunks) if (isEntry) load(fileName);
  const code = [...loaded].map((name) => byName.get(name)!.code).join('\n');
  expect(code).toContain('of-chart');
  expect(gzipSync(code, { level: 9 }).length).toBeLessThanOrEqual(CEILING);
});

import { defaultClientConditions, defineConfig } from 'vite';
import solid from 'vite-plugin-solid';

/** Builds the package from what the compiler made; `--mode standalone` builds the one file for a plain page. */
export default defineConfig(({ mode }) => {
  const isStandalone = mode === 'standalone';
  return {
    plugins: [solid()],
    resolve: { conditions: isStandalone ? ['@orderflow/source', ...defaultClientConditions] : [] },
    build: {
      outDir: 'dist',
      emptyOutDir: false,
      sourcemap: !isStandalone,
      target: 'es2022',
      minify: isStandalone,
      lib: {
        entry: isStandalone ? { standalone: 'src/standalone.ts' } : { index: 'src/index.ts', chart: 'src/chart.ts' },
        formats: [isStandalone ? 'iife' : 'es'],
        name: 'orderflow',
        fileName: (_, name) => `${name}.js`,
      },
      rolldownOptions: {
        external: isStandalone ? [] : [/^solid-js/, 'uplot', /^@orderflow\/core/],
      },
    },
  };
});

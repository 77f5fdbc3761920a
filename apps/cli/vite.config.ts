import { defaultClientConditions, defineConfig } from 'vite';
import solid from 'vite-plugin-solid';

/** Builds the script of a report's page as one file, from the sources of all packages. */
export default defineConfig({
  root: import.meta.dirname,
  publicDir: false,
  plugins: [solid()],
  resolve: { conditions: ['@orderflow/source', ...defaultClientConditions] },
  build: {
    outDir: 'dist',
    emptyOutDir: false,
    license: { fileName: 'report-page.licences.txt' },
    target: 'es2022',
    lib: {
      entry: { 'report-page': 'src/client/main.ts' },
      formats: ['iife'],
      name: 'report',
      fileName: () => 'report-page.js',
    },
  },
});

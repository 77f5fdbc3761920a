import { fileURLToPath } from 'node:url';
import { defaultClientConditions, defineConfig } from 'vite';
import solid from 'vite-plugin-solid';

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  publicDir: 'src/client/public',
  plugins: [solid()],
  resolve: { conditions: ['@orderflow/source', ...defaultClientConditions] },
  build: {
    outDir: 'dist/client',
    // The content security policy allows no `data:` addresses in scripts and styles.
    assetsInlineLimit: 0,
    license: { fileName: 'licences.txt' },
    modulePreload: { polyfill: false },
    target: 'es2023',
  },
});

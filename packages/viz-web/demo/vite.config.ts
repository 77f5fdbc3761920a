import { defaultClientConditions, defineConfig } from 'vite';
import solid from 'vite-plugin-solid';

/** Serves the demonstration from the sources: `vite demo` in this package. */
export default defineConfig({
  root: import.meta.dirname,
  plugins: [solid()],
  resolve: { conditions: ['@orderflow/source', ...defaultClientConditions] },
});

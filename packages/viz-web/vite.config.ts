import { defaultClientConditions, defineConfig, type Plugin } from 'vite';
import solid from 'vite-plugin-solid';

/** A plain page may not say its encoding: a script in ASCII is read rightly in all of them. */
const asciiOnly: Plugin = {
  name: 'ascii-only',
  enforce: 'post',
  generateBundle(_, bundle) {
    for (const part of Object.values(bundle)) {
      if (part.type === 'chunk') part.code = part.code.replaceAll(/[^\0-\x7f]/g, escaped);
    }
  },
};

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** Builds the package from what the compiler made; `--mode standalone` builds the one file for a plain page. */
export default defineConfig(({ mode }) => {
  const isStandalone = mode === 'standalone';
  return {
    plugins: [solid(), ...(isStandalone ? [asciiOnly] : [])],
    resolve: { conditions: isStandalone ? ['@orderflow/source', ...defaultClientConditions] : [] },
    build: {
      outDir: 'dist',
      emptyOutDir: false,
      sourcemap: !isStandalone,
      target: 'es2022',
      minify: isStandalone,
      license: isStandalone && { fileName: 'standalone.licences.txt' },
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

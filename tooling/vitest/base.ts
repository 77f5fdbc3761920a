import { defaultServerConditions } from 'vite';
import { defineConfig } from 'vitest/config';

const SOURCE_CONDITION = '@orderflow/source';

/** The test settings of a package that runs in Node: workspace packages are taken from their sources. */
export const nodeTests = defineConfig({
  ssr: {
    resolve: {
      conditions: [SOURCE_CONDITION, ...defaultServerConditions],
      externalConditions: [SOURCE_CONDITION],
    },
  },
  test: {
    environment: 'node',
    include: ['test/**/*.test.ts'],
    restoreMocks: true,
    // Generous, so that a busy machine fails no test.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // `npm test` adds up the reports of all packages.
    reporters: ['default', ['json', { outputFile: '.vitest/report.json' }]],
  },
});

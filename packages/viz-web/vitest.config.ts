import { browserTests } from '@orderflow/browser';
import { nodeTests } from '@orderflow/vitest';
import solid from 'vite-plugin-solid';
import { defineConfig } from 'vitest/config';

const { include: _, ...shared } = nodeTests.test ?? {};

/** Pure parts run in Node, whatever needs a page in a real Chromium. */
export default defineConfig({
  ...nodeTests,
  test: {
    ...shared,
    projects: [
      {
        ...nodeTests,
        test: {
          name: 'node',
          environment: 'node',
          include: ['test/*.test.ts', 'test/{chart,data,model,input,picture}/**/*.test.ts'],
          testTimeout: 30_000,
        },
      },
      ...browserTests({ include: ['test/browser/**/*.test.{ts,tsx}'], plugins: [solid()] }),
    ],
  },
});

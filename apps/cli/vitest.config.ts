import { hasBrowser } from '@orderflow/browser';
import { nodeTests } from '@orderflow/vitest';
import { defineConfig } from 'vitest/config';

const JOURNEYS = 'test/journeys/**/*.test.ts';
const { include = [], ...shared } = nodeTests.test ?? {};
const globalSetup = ['test/support/build-page.ts'];

/** The command, and its reports in a real Chromium; both need the built script of a report. */
export default defineConfig({
  ...nodeTests,
  test: {
    ...shared,
    projects: [
      { ...nodeTests, test: { ...shared, name: 'node', include, exclude: [JOURNEYS], globalSetup } },
      ...(hasBrowser(JOURNEYS)
        ? [
            {
              ...nodeTests,
              test: { ...shared, name: 'journeys', include: [JOURNEYS], globalSetup, testTimeout: 120_000 },
            },
          ]
        : []),
    ],
  },
});

import { hasBrowser } from '@orderflow/browser';
import { nodeTests } from '@orderflow/vitest';
import { defineConfig } from 'vitest/config';

const JOURNEYS = ['test/client/journeys/**/*.test.ts', 'test/torture/*-page.test.ts'];
const { include = [], ...shared } = nodeTests.test ?? {};

/** The parts, and whole journeys in a real Chromium, which need the built client. */
export default defineConfig({
  ...nodeTests,
  test: {
    ...shared,
    projects: [
      { ...nodeTests, test: { ...shared, name: 'node', include, exclude: JOURNEYS } },
      ...(hasBrowser(JOURNEYS.join(', '))
        ? [
            {
              ...nodeTests,
              test: {
                ...shared,
                name: 'journeys',
                include: JOURNEYS,
                globalSetup: ['test/client/support/build-client.ts'],
                testTimeout: 60_000,
              },
            },
          ]
        : []),
    ],
  },
});

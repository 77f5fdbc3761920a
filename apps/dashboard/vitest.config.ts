import { findBrowser } from '@orderflow/browser';
import { nodeTests } from '@orderflow/vitest';
import { defineConfig } from 'vitest/config';

const JOURNEYS = 'test/client/journeys/**/*.test.ts';
const { include = [], ...shared } = nodeTests.test ?? {};

/** The parts, and whole journeys in a real Chromium, which need the built client. */
export default defineConfig({
  ...nodeTests,
  test: {
    ...shared,
    projects: [
      { ...nodeTests, test: { ...shared, name: 'node', include, exclude: [JOURNEYS] } },
      ...(hasBrowser()
        ? [
            {
              ...nodeTests,
              test: {
                ...shared,
                name: 'journeys',
                include: [JOURNEYS],
                globalSetup: ['test/client/support/build-client.ts'],
                testTimeout: 60_000,
              },
            },
          ]
        : []),
    ],
  },
});

/** Says loudly where there is no browser; with `CI` set that is an error. */
function hasBrowser(): boolean {
  if (findBrowser() !== null) return true;
  const message = `BROWSER TESTS DID NOT RUN: there is no Chromium (${JOURNEYS})`;
  if (process.env.CI) throw new Error(message);
  process.stderr.write(`\n${'!'.repeat(message.length)}\n${message}\n${'!'.repeat(message.length)}\n\n`);
  return false;
}

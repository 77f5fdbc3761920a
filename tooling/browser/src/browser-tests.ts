import { playwright } from '@vitest/browser-playwright';
import { defaultClientConditions, type UserConfig } from 'vite';
import type { TestProjectConfiguration } from 'vitest/config';
import { findBrowser, type Machine, thisMachine } from './find-browser.ts';
import { hasBrowser } from './has-browser.ts';

/** What a Chromium is started with: nothing it does by itself leaves the machine. */
export const BROWSER_ARGUMENTS: string[] = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

interface BrowserProject {
  readonly include: readonly string[];
  readonly plugins?: UserConfig['plugins'];
}

/**
 * The test project of a package whose tests run in a real Chromium; none where there is no browser, which is said
 * loudly.
 * @throws Error where there is no browser and `CI` is set.
 */
export function browserTests(
  project: BrowserProject,
  machine: Machine = thisMachine(),
): readonly TestProjectConfiguration[] {
  if (!hasBrowser(project.include.join(', '), machine)) return [];
  const executablePath = findBrowser(machine) ?? '';
  return [
    {
      plugins: [...(project.plugins ?? [])],
      resolve: { conditions: ['@orderflow/source', ...defaultClientConditions] },
      test: {
        name: 'browser',
        include: [...project.include],
        testTimeout: 120_000,
        browser: {
          enabled: true,
          headless: true,
          screenshotFailures: false,
          provider: playwright({ launchOptions: { executablePath, args: BROWSER_ARGUMENTS } }),
          instances: [{ browser: 'chromium' }],
          viewport: { width: 1280, height: 800 },
        },
      },
    },
  ];
}

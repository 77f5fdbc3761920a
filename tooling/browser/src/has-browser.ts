import { findBrowser, NO_INSTALL_SETTING } from './find-browser.ts';

/** Whether `tests` can run in a browser. Where there is none it says so loudly; with `CI` set that is an error. */
export function hasBrowser(tests: string): boolean {
  if (findBrowser() !== null) return true;
  const message = `BROWSER TESTS DID NOT RUN: there is no Chromium (${tests}). Install one, or unset ${NO_INSTALL_SETTING}.`;
  if (process.env.CI) throw new Error(message);
  process.stderr.write(`\n${'!'.repeat(message.length)}\n${message}\n${'!'.repeat(message.length)}\n\n`);
  return false;
}

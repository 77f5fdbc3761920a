import { didNotRun } from './did-not-run.ts';
import { findBrowser, type Machine, NO_INSTALL_SETTING, thisMachine } from './find-browser.ts';

/**
 * Whether `tests` can run in a browser. Where there is none it says so loudly.
 * @throws Error where there is none and `CI` is set.
 */
export function hasBrowser(tests: string, machine: Machine = thisMachine()): boolean {
  if (findBrowser(machine) !== null) return true;
  const what = `BROWSER TESTS DID NOT RUN: there is no Chromium (${tests}).`;
  didNotRun(`${what} Install one, or unset ${NO_INSTALL_SETTING}.`, machine);
  return false;
}

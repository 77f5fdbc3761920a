export { BROWSER_ARGUMENTS, browserTests } from './browser-tests.ts';
export { didNotRun } from './did-not-run.ts';
export { findBrowser } from './find-browser.ts';
export { hasBrowser } from './has-browser.ts';

export { BROWSER_ARGUMENTS, browserTests } from './browser-tests.ts';
export { findBrowser, getBrowser } from './find-browser.ts';
export { hasBrowser } from './has-browser.ts';

import { getBrowser } from './find-browser.ts';

// What `npm test` runs once, before any test starts.
const path = getBrowser();
process.stderr.write(path === null ? 'No Chromium could be had: browser tests do not run.\n' : `Browser: ${path}\n`);

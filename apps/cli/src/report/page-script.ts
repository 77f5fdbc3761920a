import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Where the build of `src/client` lies: beside `src/report`, and beside `dist/report` too. */
const BUILT_SCRIPT = fileURLToPath(new URL('../../dist/report-page.js', import.meta.url));

/** The script that draws the charts of a page; null where it is not built. */
export function readPageScript(path = BUILT_SCRIPT): string | null {
  return existsSync(path) ? inlined(readFileSync(path, 'utf8')) : null;
}

/** A script as it may stand within an element: none of its texts ends that, or begins a comment. */
function inlined(script: string): string {
  return script.replaceAll(/<(?=\/script|!--|script)/gi, '\\x3C');
}

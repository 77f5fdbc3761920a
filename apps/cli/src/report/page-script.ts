import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Where the build of `src/client` lies: beside `src/report`, and beside `dist/report` too. */
const BUILT_SCRIPT = fileURLToPath(new URL('../../dist/report-page.js', import.meta.url));

/** The script that draws the charts of a page, behind the licences of what it contains; null where it is not built. */
export function readPageScript(path = BUILT_SCRIPT): string | null {
  if (!existsSync(path)) return null;
  return inlined(commented(readIfThere(path.replace(/\.js$/, '.licences.txt'))) + readFileSync(path, 'utf8'));
}

function readIfThere(path: string): string {
  return existsSync(path) ? readFileSync(path, 'utf8') : '';
}

function commented(text: string): string {
  return text === '' ? '' : `/*\n${text.trim().replaceAll('*/', '* /')}\n*/\n`;
}

/** A script as it may stand within an element: none of its texts ends that, or begins a comment. */
function inlined(script: string): string {
  return script.replaceAll(/<(?=\/script|!--|script)/gi, '\\x3C');
}

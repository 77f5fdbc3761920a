import { readdirSync, readFileSync, statSync } from 'node:fs';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Where the build of the client lies: beside `src/server`, and beside `dist/server` too. */
const BUILT_CLIENT = fileURLToPath(new URL('../../../dist/client/', import.meta.url));

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
};

/** What stands where the client is not built. */
const NOT_BUILT =
  '<!doctype html><html lang="en"><meta charset="utf-8"><title>orderflow dashboard</title><p>The page of the dashboard is not built: <code>npm run dashboard</code> in the checkout builds it. The API is at <a href="/api/v1/openapi.json">/api/v1</a>.</p></html>';

/** One file of the client. */
export interface ClientFile {
  readonly body: Uint8Array<ArrayBuffer>;
  readonly type: string;
  /** Names under `assets` carry a hash of what they hold. */
  readonly isImmutable: boolean;
}

/**
 * The files of the built client by the path of their address; `/` is the page. Only what lay in the folder when it was
 * listed is ever read.
 */
export class ClientFiles {
  readonly #folder: string;

  constructor(folder = BUILT_CLIENT) {
    this.#folder = folder;
  }

  /** Whether there is a page. */
  get isBuilt(): boolean {
    return this.#names().has('index.html');
  }

  /** The file of an address; null where there is none. */
  find(path: string): ClientFile | null {
    const name = path === '/' ? 'index.html' : path.slice(1);
    if (!this.#names().has(name)) return path === '/' ? notBuilt() : null;
    const body = new Uint8Array(readFileSync(join(this.#folder, name)));
    const type = TYPES[extname(name)] ?? 'application/octet-stream';
    return { body, type, isImmutable: name.startsWith('assets/') };
  }

  #names(): ReadonlySet<string> {
    if (statSync(this.#folder, { throwIfNoEntry: false })?.isDirectory() !== true) return new Set();
    return new Set(namesIn(this.#folder));
  }
}

/** The files in a folder and those in it; a link is neither, where Node's own recursion follows those to folders. */
function namesIn(folder: string, within = ''): readonly string[] {
  return readdirSync(join(folder, within), { withFileTypes: true }).flatMap((entry) => {
    if (entry.isDirectory()) return namesIn(folder, `${within}${entry.name}/`);
    return entry.isFile() ? [`${within}${entry.name}`] : [];
  });
}

function notBuilt(): ClientFile {
  return { body: new TextEncoder().encode(NOT_BUILT), type: TYPES['.html']!, isImmutable: false };
}
